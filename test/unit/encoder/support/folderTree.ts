import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder to be filled by a test and removed after it. */
export class FolderTree {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "attention-inspector-tree-")));

  /** Absolute path of something in it. */
  at(...path: string[]): string {
    return join(this.root, ...path);
  }

  /** Writes files of so many bytes, or with these contents. */
  write(files: Readonly<Record<string, number | string>>): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.at(path)), { recursive: true });
      writeFileSync(this.at(path), typeof content === "number" ? Buffer.alloc(content, 1) : content);
    }
    return this;
  }

  /** Makes a link, whose target is as it is written. */
  link(path: string, target: string): this {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    symlinkSync(target, this.at(path));
    return this;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
