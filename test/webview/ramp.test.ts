import assert from "node:assert/strict";
import { toOklch, toRgb, type Rgb } from "../../webview/theme/oklab.js";
import { divergingRamp, pixelOf, sequentialRamp, type Ramp } from "../../webview/theme/ramp.js";

const rgb = (hex: string): Rgb => {
  const channel = (place: number) => Number.parseInt(hex.slice(place, place + 2), 16) / 255;
  return { red: channel(1), green: channel(3), blue: channel(5) };
};

function lightnesses(ramp: Ramp): number[] {
  return Array.from(
    ramp,
    (word) =>
      toOklch({ red: (word & 255) / 255, green: ((word >> 8) & 255) / 255, blue: ((word >> 16) & 255) / 255 })
        .lightness,
  );
}

describe("A ramp", () => {
  for (const [low, high] of [
    ["#1f1f1f", "#ffe9a0"],
    ["#ffffff", "#0b2363"],
    ["#000000", "#ffffff"],
    ["#fdf6e3", "#b58900"],
    ["#1e1e2e", "#f5c2e7"],
  ] as const) {
    it(`from ${low} to ${high} begins and ends there, by equal steps of lightness`, () => {
      const ramp = sequentialRamp(rgb(low), rgb(high));
      assert.equal(ramp.length, 256);
      assert.equal(ramp[0], pixelOf(rgb(low)));
      assert.equal(ramp[255], pixelOf(rgb(high)));
      const steps = lightnesses(ramp);
      const whole = steps[255]! - steps[0]!;
      for (let byte = 0; byte < 256; byte++) {
        // Eight bits a channel are coarse near black.
        assert.ok(Math.abs(steps[byte]! - (steps[0]! + (whole * byte) / 255)) < 0.06, `byte ${byte}`);
        if (byte >= 24) assert.ok((steps[byte]! - steps[byte - 12]!) * Math.sign(whole) > 0, `byte ${byte}`);
      }
    });
  }

  it("of signed values has zero in the middle, and tells the signs apart", () => {
    const ramp = divergingRamp(rgb("#4aa3ff"), rgb("#1f1f1f"), rgb("#ff9d4d"));
    assert.equal(ramp[128], pixelOf(rgb("#1f1f1f")));
    const steps = lightnesses(ramp);
    assert.ok(
      steps[0]! > steps[64]! && steps[64]! > steps[128]! && steps[128]! < steps[192]! && steps[192]! < steps[255]!,
    );
    assert.notEqual(ramp[64], ramp[192]);
  });

  it("has no colour that a screen cannot show", () => {
    for (let hue = 0; hue < 6.3; hue += 0.3) {
      for (const lightness of [0, 0.2, 0.5, 0.8, 1]) {
        for (const channel of Object.values(toRgb({ lightness, chroma: 0.4, hue })))
          assert.ok(channel >= 0 && channel <= 1);
      }
    }
  });
});
