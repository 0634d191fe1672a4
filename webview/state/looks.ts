import { groupOf, nearestHead, tokensOf } from "../../src/attention/traceGroup.js";
import type { LayerAndHead } from "../../src/attention/headSet.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import type { Look, Pin, Preferences, ViewState } from "../../src/protocol/look.js";

/** The part of a look that the workspace remembers. */
export function preferencesOf(look: Look): Preferences {
  const { open, combine, recipe, palette, sort, lines, text, table, split } = look;
  return { open, combine, recipe, palette, sort, lines, text, table, split };
}

/** A look that a trace can be looked at with: its heads and tokens exist, and the head in view is among the set. */
export function lookAtTrace(trace: TraceSummary, look: Look, before: ViewState): Look {
  const view = nearestHead(trace, look.view);
  const group = groupOf(trace, view.group);
  const exists = ({ layer, head }: LayerAndHead) => layer < group.layers && head < group.heads;
  const set = look.set.filter(exists);
  const inSet = set.some((one) => sameHead(one, view));
  const pins = pinsOfGroup(trace, look, before, view);
  const same = sameView(view, look.view) && inSet && set.length === look.set.length && pins === look.pins;
  return same ? look : { ...look, view, set: inSet ? set : [{ layer: view.layer, head: view.head }], pins };
}

/** Pins stay with the tokens that they name: in a group of others they mean nothing. */
function pinsOfGroup(trace: TraceSummary, { pins }: Look, before: ViewState, view: ViewState): readonly Pin[] {
  if (pins.length === 0) return pins;
  const after = groupOf(trace, view.group);
  const was = trace.groups.find(({ group }) => group === before.group) ?? after;
  const queries = was.queries === after.queries ? tokensOf(trace, after.queries).ids.length : 0;
  const keys = was.keys === after.keys ? tokensOf(trace, after.keys).ids.length : 0;
  const kept = pins.flatMap(({ query, key }) => {
    const pin = {
      query: query !== null && query < queries ? query : null,
      key: key !== null && key < keys ? key : null,
    };
    return pin.query === null && pin.key === null ? [] : [pin];
  });
  const same = kept.length === pins.length && kept.every((pin, place) => samePin(pin, pins[place]!));
  return same ? pins : kept;
}

/** Whether two looks show the same in the same way. */
export function sameLook(one: Look, other: Look): boolean {
  const same = (name: keyof Look) =>
    Object.is(one[name], other[name]) || JSON.stringify(one[name]) === JSON.stringify(other[name]);
  return (Object.keys(one) as (keyof Look)[]).every(same);
}

export function sameHead(one: LayerAndHead, other: LayerAndHead): boolean {
  return one.layer === other.layer && one.head === other.head;
}

export function sameView(one: ViewState, other: ViewState): boolean {
  return one.group === other.group && sameHead(one, other);
}

export function samePin(one: Pin, other: Pin): boolean {
  return one.query === other.query && one.key === other.key;
}
