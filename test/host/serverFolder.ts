import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder with everything that one VS Code server reads and writes. */
export class ServerFolder {
  private constructor(readonly path: string) {}

  static async make(): Promise<ServerFolder> {
    return new ServerFolder(await mkdtemp(join(tmpdir(), "attention-inspector-")));
  }

  get data(): string {
    return join(this.path, "server");
  }

  get extensions(): string {
    return join(this.path, "extensions");
  }

  /** Where VS Code writes its own logs, those of the output channels among them. */
  get logs(): string {
    return join(this.data, "data", "logs");
  }

  async writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const userFolder = join(this.data, "data", "User");
    await mkdir(userFolder, { recursive: true });
    await writeFile(join(userFolder, "settings.json"), JSON.stringify(settings, undefined, 2));
  }

  /** An extension host that is ended cannot remove its temporary files, so they lie here as well. */
  async temporaryFiles(): Promise<NodeJS.ProcessEnv> {
    // Elsewhere the paths of VS Code's sockets would be longer than a socket's may be.
    if (process.platform !== "linux") return {};
    const folder = join(this.path, "tmp");
    await mkdir(folder);
    return { TMPDIR: folder };
  }

  async keepLogs(folder: string): Promise<void> {
    try {
      await rm(folder, { recursive: true, force: true });
      await cp(this.logs, folder, { recursive: true });
    } catch {
      // Another server of this name keeps its own at the same time: one of the two is enough.
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
