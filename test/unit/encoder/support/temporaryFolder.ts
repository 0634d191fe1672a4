import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of a test's own; `remove` removes it. */
export class TemporaryFolder {
  // macOS's temporary folder is behind a symbolic link.
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "attention-inspector-test-")));

  /** Writes a file, and the folders it is in; gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
