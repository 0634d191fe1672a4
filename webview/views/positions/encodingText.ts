import { shownName } from "../../../src/attention/shownName.js";
import type { PositionFacts } from "../../../src/attention/positions.js";
import { fill, labels } from "../../labels.js";

/** What an encoding is called in a list with the others. */
export function encodingName(facts: PositionFacts, all: readonly PositionFacts[]): string {
  const { kind, part, group } = facts;
  const name = fill(labels.encodingName, { kind: labels.positionKinds[kind], part: labels.positionParts[part] });
  const namesakes = all.filter((other) => other.kind === kind && other.part === part);
  const ofGroup = namesakes.some((other) => other.group !== group) ? [labels.groupNames[group]] : [];
  const layers = layersText(facts);
  const differ = namesakes.some((other) => other.group === group && layersText(other) !== layers);
  return [name, ...ofGroup, ...(differ ? [layers] : [])].join(", ");
}

/** Where an encoding goes in, as a sentence, with its name in the graph. */
export function encodingPlace(facts: PositionFacts): string {
  const { name } = facts;
  return fill(templateOf(facts), { layers: layersText(facts), name: shownName(name) });
}

function templateOf({ part, place }: PositionFacts): string {
  if (part === "queryBefore" || part === "queryAfter") return labels.rotationEffect;
  return part === "relativeTable" ? labels.distanceTable : labels.positionPlaces[place];
}

/** `layer 3`, `layers 1, 3`, `layers 1–12`: counted from 1. */
function layersText({ layers }: PositionFacts): string {
  const [first = 0, last = 0] = [layers[0], layers.at(-1)];
  if (layers.length <= 1) return fill(labels.oneLayer, { layer: first + 1 });
  const isRange = layers.length > 2 && last - first + 1 === layers.length;
  const list = isRange ? `${first + 1}–${last + 1}` : layers.map((layer) => layer + 1).join(", ");
  return fill(labels.someLayers, { layers: list });
}
