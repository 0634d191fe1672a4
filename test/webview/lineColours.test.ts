import assert from "node:assert/strict";
import { toOklch, type Rgb } from "../../webview/theme/oklab.js";
import { distinctLooks, headLooks, slotsOf } from "../../webview/views/lines/headColours.js";
import { hues } from "../../webview/views/lines/hues.js";

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** What eyes see, in linear light: Machado, Oliveira and Fernandes (2009), severity 1. */
const eyes: Readonly<Record<string, Matrix>> = {
  "normal sight": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const grounds = { dark: "#1f1f1f", light: "#ffffff" } as const;

describe("The colours of heads", () => {
  for (const ground of ["dark", "light"] as const) {
    it(`stand out from a ${ground} ground`, () => {
      for (const hue of hues[ground]) {
        const [one, other] = [luminance(hue), luminance(grounds[ground])];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assert.ok(contrast >= 3, `${hue}: ${contrast}`);
      }
    });

    for (const [name, eye] of Object.entries(eyes)) {
      it(`differ for ${name} on a ${ground} ground`, () => {
        const seen = hues[ground].map((hue) => labOf(seenBy(eye, hue)));
        for (const [index, one] of seen.entries())
          for (const [before, other] of seen.slice(0, index).entries()) {
            const distance = Math.hypot(...one.map((axis, place) => axis - other[place]!));
            assert.ok(distance >= 0.09, `${hues[ground][index]} and ${hues[ground][before]}: ${distance}`);
          }
      });
    }
  }

  it("stay a head's own when others come and go, and no two share one while there are any left", () => {
    const of = (...heads: number[]) => heads.map((head) => ({ layer: 0, head }));
    assert.deepEqual(slotsOf(of(3, 1, 5), 12), [3, 1, 5]);
    assert.deepEqual(slotsOf(of(1, 5), 12), [1, 5]);
    assert.deepEqual(slotsOf([...of(3), { layer: 1, head: 3 }], 12), [3, 4]);
    assert.equal(new Set(slotsOf(of(...Array(36).keys()), 36)).size, 36);
  });

  it("come with a pattern beyond the twelfth head", () => {
    const heads = Array.from({ length: 30 }, (_, head) => ({ layer: 0, head }));
    assert.ok(distinctLooks(hues.dark) >= 30);
    const looks = headLooks(heads, hues.dark, new Uint32Array(256), 8);
    assert.equal(new Set(looks.map(({ dash, colours }) => `${dash} ${colours[0]}`)).size, 30);
    assert.deepEqual([looks[0]!.dash, looks[12]!.dash, looks[24]!.dash], ["solid", "dashed", "dotted"]);
  });
});

function linearOf(hex: string): [number, number, number] {
  const channel = (place: number) => {
    const value = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(hex: string): number {
  const [red, green, blue] = linearOf(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function seenBy(eye: Matrix, hex: string): Rgb {
  const light = linearOf(hex);
  const channel = (row: number) => {
    const sum = light.reduce((total, part, column) => total + eye[3 * row + column]! * part, 0);
    const clamped = Math.max(0, Math.min(1, sum));
    return clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
  };
  return { red: channel(0), green: channel(1), blue: channel(2) };
}

function labOf(colour: Rgb): number[] {
  const { lightness, chroma, hue } = toOklch(colour);
  return [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)];
}
