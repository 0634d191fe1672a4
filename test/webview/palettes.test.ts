import assert from "node:assert/strict";
import { interpolateCividis, interpolateViridis } from "d3-scale-chromatic";
import { palettes } from "../../webview/theme/palettes.js";

describe("The palettes", () => {
  for (const [name, colour] of [
    ["viridis", interpolateViridis],
    ["cividis", interpolateCividis],
  ] as const) {
    it(`${name} is the published one`, () => {
      const ramp = palettes()[name];
      assert.equal(ramp.length, 256);
      for (const byte of ramp.keys()) {
        const [red, green, blue] = [ramp[byte]! & 255, (ramp[byte]! >> 8) & 255, (ramp[byte]! >> 16) & 255];
        assert.deepEqual([red, green, blue], channels(colour(byte / 255)), `colour ${byte}`);
        assert.equal(ramp[byte]! >>> 24, 255);
      }
    });
  }
});

/** The channels of `#rrggbb` or `rgb(r, g, b)`. */
function channels(css: string): number[] {
  if (!css.startsWith("#")) return css.match(/\d+/g)!.map(Number);
  return [1, 3, 5].map((place) => parseInt(css.slice(place, place + 2), 16));
}
