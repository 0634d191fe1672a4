import { open, rm } from "node:fs/promises";
import * as vscode from "vscode";

/**
 * Writes a file piece by piece, so that a large one is never in memory whole where the disk is at hand; what was written
 * of one that fails or is cancelled is removed.
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
  const file = await open(target.fsPath, "w");
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      await file.write(piece);
    }
    await file.close();
  } catch (thrown) {
    await file.close();
    await rm(target.fsPath, { force: true });
    throw thrown;
  }
}
