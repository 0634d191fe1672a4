import { maximumTextLength } from "../encoder/limits.js";
import { Failure } from "../protocol/failure.js";
import { boundedBytes } from "./boundedBytes.js";

/** A UTF-16 unit is three bytes of UTF-8 at most. */
const maximumBytes = 3 * maximumTextLength;

/**
 * The text of a file, or of standard input where it is called `-`. A byte order mark at its start is no part of it.
 *
 * @throws Failure `badInput`, `textTooLong`
 */
export async function fileText(file: string, standardInput: AsyncIterable<Uint8Array>): Promise<string> {
  const text = utf8(file, await boundedBytes(file, standardInput, maximumBytes));
  checkTextLength(file, text);
  return text;
}

/** @throws Failure `textTooLong` */
export function checkTextLength(name: string, text: string): void {
  if (text.length <= maximumTextLength) return;
  throw new Failure("textTooLong", `${name} is longer than ${maximumTextLength} UTF-16 units; give less of it.`);
}

/** @throws Failure `badInput` */
export function utf8(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Failure("badInput", `${file} is not UTF-8 text; convert it first.`);
  }
}
