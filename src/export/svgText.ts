import type { FontFamily, TextMark } from "./figure.js";
import { svgNumber } from "./svgNumber.js";
import { baselineOf } from "./textBaseline.js";
import { xmlText } from "./xmlText.js";

/** Fonts that the common systems have, Korean ones among them: a file of text does not carry its fonts. */
const stacks: Readonly<Record<FontFamily, string>> = {
  token:
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono', D2Coding, 'Nanum Gothic Coding', 'Noto Sans Mono CJK KR', " +
    "'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', 'Nanum Gothic', monospace",
  label:
    "'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', " +
    "'Noto Sans KR', 'Nanum Gothic', sans-serif",
};

/** The rules that texts of a figure are set by. */
export const svgTextRules = [
  "text { white-space: pre }",
  ...Object.entries(stacks).map(([family, fonts]) => `.${family} { font-family: ${fonts} }`),
].join("\n");

/** A text of a figure as an SVG element: text that can be selected and searched. */
export function svgText(mark: TextMark): string {
  const { x, y, size, anchor, rotate, fill, weight, family, opacity = 1 } = mark;
  const attributes = [
    `class="${family}"`,
    // For programs that do not know the rule above.
    `xml:space="preserve"`,
    `x="${svgNumber(x)}" y="${svgNumber(baselineOf(mark))}"`,
    `font-size="${svgNumber(size)}"`,
    `fill="${fill}"`,
  ];
  if (anchor !== "start") attributes.push(`text-anchor="${anchor}"`);
  if (weight === "bold") attributes.push('font-weight="bold"');
  if (opacity < 1) attributes.push(`fill-opacity="${svgNumber(opacity)}"`);
  if (rotate !== 0) attributes.push(`transform="rotate(${svgNumber(rotate)} ${svgNumber(x)} ${svgNumber(y)})"`);
  return `<text ${attributes.join(" ")}>${xmlText(mark.text)}</text>`;
}
