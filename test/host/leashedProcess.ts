import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const leash = join(import.meta.dirname, "leash.mjs");

export interface LeashedCommand {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A folder that is removed when this process ends without having been able to. */
  readonly temporaryFolder?: string;
  /** Where everything that the command prints is written; its folder is made. */
  readonly logFile: string;
  /** Called with every piece of text that the command prints. */
  readonly onOutput?: (text: string) => void;
}

/** A command that ends, with everything that it started, when it is told to or when this process ends. */
export class LeashedProcess {
  readonly exited: Promise<number>;
  readonly #leash: ChildProcess;

  constructor({ command, parameters, folder, environment, temporaryFolder, logFile, onOutput }: LeashedCommand) {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile);
    this.#leash = spawn(process.execPath, [leash, temporaryFolder ?? "", command, ...parameters], {
      cwd: folder,
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
      // A Ctrl-C of the terminal goes to this process alone, which ends the command in its own time.
      detached: true,
    });
    for (const stream of [this.#leash.stdout, this.#leash.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text: string) => {
        log.write(text);
        onOutput?.(text);
      });
    }
    // A leash that is gone already cannot be told to end: nothing is lost.
    this.#leash.stdin?.on("error", () => undefined);
    this.exited = new Promise((resolve) => {
      this.#leash.on("error", () => {
        resolve(127);
      });
      this.#leash.on("close", (code) => {
        log.end();
        resolve(code ?? 1);
      });
    });
  }

  /** Ends the command and everything that it started; resolves when all of it is gone. */
  async stop(): Promise<void> {
    this.#leash.stdin?.end("the parent lives");
    await this.exited;
  }
}
