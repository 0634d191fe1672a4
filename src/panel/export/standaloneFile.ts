import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { blockElement, standalonePage, type HashedCode, type StandaloneCode } from "../../export/standalonePage.js";
import type { Block, StandaloneContent } from "../../export/standaloneBlocks.js";

const deflated = promisify(deflate);

/** A stand-alone page in one file, piece by piece; blocks are asked for, and deflated in another thread, one by one. */
export async function* standaloneFile(
  { document, first, rest }: StandaloneContent<unknown>,
  code: StandaloneCode,
): AsyncGenerator<string> {
  const page = standalonePage(document, code);
  yield page.start;
  for (const block of first) yield await packed(block);
  yield page.script;
  for await (const block of rest()) yield await packed(block);
  yield page.end;
}

/** Code as a content security policy names it. */
export function hashed(text: string): HashedCode {
  return { text, hash: `sha256-${createHash("sha256").update(text).digest("base64")}` };
}

/** The blocks, whose weights hardly shrink, are deflated fast rather than well. */
async function packed({ name, bytes }: Block): Promise<string> {
  return blockElement(name, (await deflated(bytes, { level: 1 })).toString("base64"));
}
