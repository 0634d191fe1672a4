import { named } from "../attention/invisible.js";

/** What XML 1.0 may not hold, or would change, and what moves the text that stands beside it. */
const UNFIT =
  // eslint-disable-next-line no-control-regex -- the controls are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as an XML element or attribute holds it; controls and bidi overrides by their code points, as `⟨1B⟩`. */
export function xmlText(text: string): string {
  return text.replaceAll(UNFIT, named).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
