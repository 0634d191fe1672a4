import type { Direction, Look, Pin } from "../../../src/protocol/look.js";
import { mapInView, tokenOf, unitOf, type AxisUnits, type MapInView } from "../../state/mapInView.js";
import type { PageModel } from "../../state/pageModel.js";
import type { PageStore } from "../../state/pageStore.js";

/** The units that are asked about in a direction: queries for what they attend to, keys for what attends to them. */
export function askedAxis({ queries, keys }: MapInView, direction: Direction): AxisUnits {
  return direction === "from" ? queries : keys;
}

/** The units that the weights are of. */
export function answeringAxis({ queries, keys }: MapInView, direction: Direction): AxisUnits {
  return direction === "from" ? keys : queries;
}

/** The pinned units in the direction in force, each once, the one in hand last. */
export function pinnedUnits(model: PageModel): readonly number[] {
  const { direction } = model.look.text;
  const axis = askedAxis(mapInView(model), direction);
  const units = model.look.pins.flatMap((pin) => unitOf(axis, tokenOfPin(pin, direction)) ?? []);
  return [...new Set(units.reverse())].reverse();
}

/** Pins a unit alone, or adds it to the others; one that is pinned already is let go of. */
export function pinUnit(store: PageStore, direction: Direction, unit: number, adds: boolean): void {
  const model = store.model.value;
  const { pins } = model.look;
  const axis = askedAxis(mapInView(model), direction);
  const others = pins.filter((pin) => unitOf(axis, tokenOfPin(pin, direction)) !== unit);
  const pinned = others.length < pins.length;
  const token = tokenOf(axis, unit);
  const pin: Pin = direction === "from" ? { query: token, key: null } : { query: null, key: token };
  const letsGo = pinned && (adds || others.length === 0);
  const next = letsGo ? others : [...(adds ? others : []), pin];
  store.look({ pins: next, ...inDirection(model.look, direction) });
}

/** Asks the other way round; where both sides are the same tokens, of the tokens that are pinned. */
export function askInDirection(store: PageStore, direction: Direction): void {
  const model = store.model.value;
  const { look } = model;
  if (look.text.direction === direction) return;
  const { queries, keys } = mapInView(model);
  const pins = queries === keys ? look.pins.map(({ query, key }) => ({ query: key, key: query })) : look.pins;
  store.look({ pins, ...inDirection(look, direction) });
}

function tokenOfPin({ query, key }: Pin, direction: Direction): number | null {
  return direction === "from" ? query : key;
}

function inDirection({ text }: Look, direction: Direction): Partial<Look> {
  return text.direction === direction ? {} : { text: { ...text, direction } };
}
