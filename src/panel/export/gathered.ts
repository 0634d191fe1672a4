import { joinedBytes } from "../../export/joinedBytes.js";

/** UTF-16 units that are turned into bytes at once: rows are short, and there are many. */
const BATCH = 1 << 16;

/** What a writer gives, as one byte string; texts are UTF-8. */
export function gathered(chunks: Iterable<string | Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  let texts: string[] = [];
  let length = 0;
  const flush = () => {
    if (texts.length > 0) parts.push(Buffer.from(texts.join("")));
    texts = [];
    length = 0;
  };
  for (const chunk of chunks) {
    if (typeof chunk === "string") {
      texts.push(chunk);
      if ((length += chunk.length) >= BATCH) flush();
    } else {
      flush();
      parts.push(chunk);
    }
  }
  flush();
  return joinedBytes(parts);
}
