import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty directory for the encoder's process to be in: a graph's external data is looked for there. */
export class WorkingDirectory {
  #path: string | null = null;

  /** Its absolute path; made when first asked for, and again when the system tidied it away. @throws Error where refused. */
  get path(): string {
    if (this.#path === null || !existsSync(this.#path))
      this.#path = mkdtempSync(join(tmpdir(), "attention-inspector-"));
    return this.#path;
  }

  /** Removes it where that can be done. Windows refuses while the process still ends; it may be tried again then. */
  remove(): void {
    if (this.#path === null) return;
    try {
      rmSync(this.#path, { recursive: true, force: true });
    } catch {
      // It stands where the system keeps what may be thrown away.
    }
  }
}
