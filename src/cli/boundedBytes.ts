import { createReadStream } from "node:fs";
import { Failure } from "../protocol/failure.js";

/**
 * All bytes of a file, a pipe, or standard input (`-`).
 *
 * @throws Failure `badInput`, and `textTooLong` where there are more than `maximum`, without reading them
 */
export async function boundedBytes(
  file: string,
  standardInput: AsyncIterable<Uint8Array>,
  maximum: number,
): Promise<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = file === "-" ? standardInput : createReadStream(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > maximum)
        throw new Failure("textTooLong", `${file} has more than ${maximum} bytes; give less of it.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new Failure("badInput", `${file} ${why}; name a file.`, String(error));
  }
  return Buffer.concat(chunks);
}
