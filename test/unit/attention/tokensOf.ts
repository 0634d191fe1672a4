import type { Tokens } from "../../../src/attention/tokens.js";

/** A token: its text, for how many tokens it stands that are parts of it, or null for a special token. */
export type Piece = string | readonly [text: string, parts: number] | null;

/** Tokens of texts that are given in pieces, one list a segment; and the texts. */
export function tokensOf(...segments: readonly (readonly Piece[])[]): { tokens: Tokens; segments: readonly string[] } {
  const columns = { texts: [] as string[], segments: [] as number[], starts: [] as number[], ends: [] as number[] };
  const add = (text: string, segment: number, start: number, end: number) => {
    columns.texts.push(text);
    columns.segments.push(segment);
    columns.starts.push(start);
    columns.ends.push(end);
  };
  const whole = segments.map((pieces, segment) => {
    let at = 0;
    for (const piece of pieces) {
      if (piece === null) {
        add("</s>", -1, -1, -1);
        continue;
      }
      const [text, parts] = typeof piece === "string" ? ([piece, 1] as const) : piece;
      for (let part = 0; part < parts; part++) add(text, segment, at, at + text.length);
      at += text.length;
    }
    return pieces.map((piece) => (piece === null ? "" : typeof piece === "string" ? piece : piece[0])).join("");
  });
  const { texts, starts, ends } = columns;
  return {
    tokens: {
      ids: Int32Array.from(texts.keys()),
      texts,
      segments: Int32Array.from(columns.segments),
      starts: Int32Array.from(starts),
      ends: Int32Array.from(ends),
    },
    segments: whole,
  };
}
