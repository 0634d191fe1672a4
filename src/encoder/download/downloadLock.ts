import { open, readFile, rm } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";

/**
 * Keeps two windows from writing the same files: holds a file with this process's id while something runs. One left by a
 * process that is no more is taken over.
 *
 * @throws Failure `downloadFailed` while another holds it
 */
export async function withDownloadLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  if (!(await taken(path))) {
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (isAlive(holder)) {
      throw new Failure(
        "downloadFailed",
        l10n.t("This is being downloaded already, perhaps in another window; wait for that."),
      );
    }
    await rm(path, { force: true });
    if (!(await taken(path)))
      throw new Failure("downloadFailed", l10n.t("Another window began to download this just now; wait for that."));
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid)).finally(() => file.close());
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw thrown;
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    // Somebody else's process lives too.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
