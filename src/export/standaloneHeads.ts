import type { HeadSet } from "../attention/headSet.js";
import type { TraceSummary } from "../attention/trace.js";
import { groupOf, mapSize, type HeadPlace, type TraceGroup } from "../attention/traceGroup.js";
import { positionSize } from "../attention/positions.js";
import { largestPositions, largestStandalone } from "./limits.js";

/** Of four bytes, three are data. */
const BASE64 = 4 / 3;

/**
 * Which heads a page in one file holds exactly, those that are looked at first: all where that stays within the bound, else
 * those of the set or, of one head alone, of its layer, as many as there is room for. The first is always held. What is
 * reckoned with are the bytes before they are deflated.
 *
 * @param bound bytes of the file
 */
export function standaloneHeads(trace: TraceSummary, chosen: HeadSet, bound = largestStandalone): readonly HeadPlace[] {
  const all = trace.groups.flatMap(placesOf);
  const first = chosenPlaces(trace, chosen);
  const bytes = (places: readonly HeadPlace[]) => places.reduce((sum, { group }) => sum + headBytes(trace, group), 0);
  if (bytes(all) * BASE64 <= bound) {
    const among = new Set(first.map(nameOf));
    return [...first, ...all.filter((place) => !among.has(nameOf(place)))];
  }
  return first.slice(0, Math.max(1, Math.floor(bound / (headBytes(trace, chosen.group) * BASE64))));
}

/** The matrices of positional encodings that a page in one file holds: in their order, as many as there is room for. */
export function standalonePositions({ positions }: TraceSummary): readonly { encoding: number; head: number }[] {
  let left = largestPositions;
  const held: { encoding: number; head: number }[] = [];
  for (const [encoding, facts] of positions.entries()) {
    const { rows, columns } = positionSize(facts);
    const heads = facts.heads ?? 1;
    const bytes = 4 * rows * columns * heads;
    if (bytes > left) continue;
    left -= bytes;
    for (let head = 0; head < heads; head++) held.push({ encoding, head });
  }
  return held;
}

function chosenPlaces(trace: TraceSummary, { group, heads }: HeadSet): readonly HeadPlace[] {
  const [one] = heads;
  if (heads.length !== 1 || !one) return heads.map((place) => ({ group, ...place }));
  const ofLayer = placesOf(groupOf(trace, group)).filter(({ layer }) => layer === one.layer);
  return [{ group, ...one }, ...ofLayer.filter(({ head }) => head !== one.head)];
}

function placesOf({ group, layers, heads }: TraceGroup): HeadPlace[] {
  const place = (index: number) => ({ group, layer: Math.floor(index / heads), head: index % heads });
  return Array.from({ length: layers * heads }, (_, index) => place(index));
}

function headBytes(trace: TraceSummary, group: HeadPlace["group"]): number {
  const { rows, columns } = mapSize(trace, groupOf(trace, group));
  return 4 * rows * columns;
}

function nameOf({ group, layer, head }: HeadPlace): string {
  return `${group} ${layer} ${head}`;
}
