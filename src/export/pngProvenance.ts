import { strToU8 } from "fflate";
import { joinedBytes } from "./joinedBytes.js";
import { pngChunk, pngSignature } from "./pngChunk.js";
import type { Provenance } from "./provenance.js";
import { provenanceJson } from "./provenanceJson.js";
import { provenanceLines } from "./provenanceLines.js";

/** CSS pixels in a metre: 96 in an inch. */
const UNITS_PER_METRE = 96 / 0.0254;

/** Of the signature and the header, which comes first. */
const HEADER_END = 8 + 12 + 13;

/**
 * A PNG that says where it comes from (`iTXt`: Title, Description, Software and, for programs, the provenance as JSON under
 * "attention-inspector") and how large it is meant to be (`pHYs`).
 *
 * @param pixelsPerUnit pixels for a CSS pixel
 * @throws RangeError where the bytes are no PNG
 */
export function pngProvenance(
  png: Uint8Array,
  title: string,
  provenance: Provenance,
  pixelsPerUnit: number,
): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const begins = png.length > HEADER_END && pngSignature.every((byte, place) => png[place] === byte);
  if (!begins || typeAt(png, 8) !== "IHDR") throw new RangeError("these bytes are no PNG");
  const density = Math.round(pixelsPerUnit * UNITS_PER_METRE);
  const size = new Uint8Array(9);
  new DataView(size.buffer).setUint32(0, density);
  new DataView(size.buffer).setUint32(4, density);
  size[8] = 1;
  const kept: Uint8Array[] = [];
  for (let place = HEADER_END; place + 12 <= png.length;) {
    const end = place + 12 + view.getUint32(place);
    if (end > png.length) throw new RangeError("this PNG ends too early");
    if (typeAt(png, place) !== "pHYs") kept.push(png.subarray(place, end));
    place = end;
  }
  return joinedBytes([
    png.subarray(0, HEADER_END),
    pngChunk("pHYs", size),
    textChunk("Title", title),
    textChunk("Description", provenanceLines(provenance).join("\n")),
    textChunk("Software", `Attention Inspector ${provenance.extensionVersion}`),
    textChunk("attention-inspector", provenanceJson(provenance)),
    ...kept,
  ]);
}

function typeAt(png: Uint8Array, place: number): string {
  return String.fromCharCode(...png.subarray(place + 4, place + 8));
}

/** International text, not compressed: keyword, two flags, no language, no translated keyword, text without NUL. */
function textChunk(keyword: string, text: string): Uint8Array {
  return pngChunk("iTXt", strToU8(`${keyword}\0\0\0\0\0${text.replaceAll("\0", "")}`));
}
