import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import * as vscode from "vscode";

/**
 * Writes a file piece by piece, so that a large one is never in memory whole where the disk is at hand. It takes the
 * place of an earlier one only once it is whole: of one that fails or is cancelled nothing is left, and the earlier one is.
 *
 * @throws what a piece or the file system does
 */
export async function savePieces(
  target: vscode.Uri,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  if (target.scheme !== "file") {
    const all: Buffer[] = [];
    for await (const piece of pieces) {
      signal.throwIfAborted();
      all.push(Buffer.from(piece));
    }
    return vscode.workspace.fs.writeFile(target, new Uint8Array(Buffer.concat(all)));
  }
  // In the same folder: renaming from elsewhere may be copying.
  const unfinished = `${target.fsPath}.${randomUUID()}.part`;
  const file = await open(unfinished, "wx");
  try {
    try {
      for await (const piece of pieces) {
        signal.throwIfAborted();
        await file.write(piece);
      }
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await rename(unfinished, target.fsPath);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
}
