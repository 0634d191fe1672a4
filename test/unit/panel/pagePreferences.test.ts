import assert from "node:assert/strict";
import * as v from "valibot";
import { KeptPreferences } from "../../../src/panel/keptPreferences.js";
import { checked } from "../../../src/panel/pageMessages.js";
import { preferences, rememberedPreferences } from "../../../src/panel/pagePreferences.js";
import { defaultPreferences } from "../../../src/protocol/defaultPreferences.js";
import { MOST_LINES, type Preferences } from "../../../src/protocol/look.js";
import { failure } from "../encoder/support/failures.js";

/** Every field otherwise than by default. */
const changed: Preferences = {
  open: "lines",
  combine: "max",
  recipe: {
    dropSpecial: true,
    merge: "identifiers",
    threshold: 0.25,
    topK: 3,
    scale: "logarithmic",
    scaledOver: "row",
    pooling: "mean",
  },
  palette: "cividis",
  sort: { by: "entropy", descending: false },
  lines: { orientation: "horizontal", most: 8, least: 0 },
  text: { direction: "to", combine: "sum" },
  table: { by: "token", descending: false },
  split: 0.5,
};

describe("how a page's views are set", () => {
  it("is taken as the page says it, and only whole", () => {
    assert.deepEqual(checked(preferences, changed), changed);
    assert.deepEqual(checked(preferences, defaultPreferences), defaultPreferences);
    for (const wrong of [
      null,
      {},
      { ...changed, open: "chart" },
      { ...changed, split: 1.5 },
      { ...changed, lines: { ...changed.lines, most: MOST_LINES + 1 } },
      { ...changed, sort: { by: "__proto__", descending: true } },
      { ...changed, recipe: { ...changed.recipe, topK: 0 } },
    ]) {
      assert.throws(() => checked(preferences, wrong), failure("badRequest"));
    }
  });

  it("is remembered", async () => {
    const memory = new Map<string, unknown>();
    const memento = {
      get: (key: string) => memory.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
      keys: () => [...memory.keys()],
    };
    const kept = new KeptPreferences(memento as ConstructorParameters<typeof KeptPreferences>[0]);
    assert.deepEqual(kept.read(), defaultPreferences);
    await kept.keep(changed);
    assert.deepEqual(kept.read(), changed);
  });

  const remembered = (value: unknown) => v.parse(rememberedPreferences, value);

  it("is the default where nothing that makes sense is remembered", () => {
    for (const odd of [undefined, null, "matrix", 7, [], {}]) assert.deepEqual(remembered(odd), defaultPreferences);
  });

  it("falls back field by field, for what an earlier or a later version remembered", () => {
    const { palette, ...earlier } = changed;
    assert.deepEqual(remembered(earlier), { ...changed, palette: defaultPreferences.palette });
    assert.equal(palette, "cividis");
    const later = {
      ...changed,
      open: "hologram",
      recipe: { ...changed.recipe, scale: "cubic" },
      lines: 3,
      extra: true,
    };
    assert.deepEqual(remembered(later), {
      ...changed,
      open: defaultPreferences.open,
      recipe: { ...changed.recipe, scale: defaultPreferences.recipe.scale },
      lines: defaultPreferences.lines,
    });
  });
});
