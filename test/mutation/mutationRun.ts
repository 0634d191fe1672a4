import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EncoderClient } from "../../src/encoder/encoderClient.js";
import { Failure } from "../../src/protocol/failure.js";
import { bundledCommandLine, bundledProcess } from "../unit/encoder/support/bundledProcess.js";
import { commandLineFault } from "./commandLineFault.js";
import type { EncoderFiles } from "./mutant.js";
import { mutantCase } from "./mutantCases.js";
import { failureFault, firstRows, resultFault, type FirstRows } from "./mutantOutcome.js";
import { ProcessMemory } from "./processMemory.js";
import { tokensFault } from "./tokensFault.js";
import { windowFault } from "./windowFault.js";
import { specimens, type Specimen } from "./specimens.js";

/** What became of one damaged encoder. */
export interface MutantReport {
  readonly number: number;
  readonly specimen: string;
  readonly mutator: string;
  /** "ok", or a failure's code. */
  readonly outcome: string;
  readonly message: string;
  /** What is wrong with the outcome; null where nothing is. */
  readonly fault: string | null;
  readonly milliseconds: number;
  /** The largest resident memory of the encoder's process, in bytes; 0 where the system does not tell. */
  readonly memory: number;
  readonly died: boolean;
}

/** What a specimen shows when it is not damaged, of so many tokens at most. */
interface Whole {
  readonly rows: FirstRows;
  readonly maximumTokens: number;
}

/** As long as anything may take that a damaged encoder is asked for. */
const longest = 10_000;
const mostMemory = 2 * 1024 ** 3;
/** One case in so many is run by the command line too. */
const throughCommandLine = 6;

/** Damages encoders and shows their attention as VS Code does: by a client, in the encoder's process. */
export class MutationRun {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "attention-inspector-mutation-")));
  readonly #specimens = specimens();
  readonly #whole = new Map<string, Whole>();
  readonly #client: EncoderClient;
  readonly #memory = new ProcessMemory(() => this.#pid);
  #pid: number | null = null;
  #deaths = 0;
  #trace = 1;

  private constructor(
    processPath: string,
    private readonly commandLine: string,
  ) {
    this.#client = new EncoderClient({
      processPath,
      log: (_, message) => {
        const ready = /process (\d+) is ready/.exec(message);
        if (ready) this.#pid = Number(ready[1]);
        if (!message.startsWith("The encoder's process has ended")) return;
        this.#pid = null;
        this.#deaths++;
      },
    });
  }

  static async open(): Promise<MutationRun> {
    return new MutationRun(await bundledProcess(), await bundledCommandLine());
  }

  /** Runs the case of a number. */
  async run(seed: number, number: number): Promise<MutantReport> {
    const { specimen, mutator, files, maximumTokens } = mutantCase(this.#specimens, seed, number);
    const whole = await this.#wholeOf(specimen, maximumTokens);
    const path = this.#write(String(number), files);
    const deaths = this.#deaths;
    this.#memory.reset();
    const began = performance.now();
    const { outcome, message, fault } = await this.#show(path, specimen, whole);
    const milliseconds = performance.now() - began;
    const memory = this.#memory.peak();
    const { segments } = specimen;
    const asked = { program: this.commandLine, encoder: path, segments, maximumTokens, outcome };
    // A process of its own takes half a second: a share of the cases tells as much.
    const inCommandLine = number % throughCommandLine === 0 ? await commandLineFault(asked) : null;
    rmSync(path, { recursive: true });
    const died = this.#deaths > deaths;
    const late = milliseconds > longest ? `it took ${Math.round(milliseconds)} ms` : null;
    const large = memory > mostMemory ? `it took ${Math.round(memory / 1024 ** 2)} MiB` : null;
    const next = died ? await this.#nextFault(specimen, whole) : null;
    const own = { number, specimen: specimen.name, mutator, outcome, message, milliseconds, memory, died };
    return { ...own, fault: fault ?? late ?? large ?? next ?? inCommandLine };
  }

  dispose(): void {
    this.#memory.stop();
    this.#client.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #show(encoder: string, { segments }: Specimen, { rows: wholeRows, maximumTokens }: Whole) {
    try {
      const summary = await this.#client.call("trace", this.#request(encoder, segments, maximumTokens));
      const rows = await firstRows(this.#client, summary);
      const fault =
        resultFault(summary, rows, wholeRows) ??
        tokensFault(summary, maximumTokens) ??
        (await windowFault(this.#client, summary));
      return { outcome: "ok", message: "", fault };
    } catch (thrown) {
      const { code, message } = Failure.from(thrown);
      return { outcome: code, message, fault: failureFault(thrown) };
    }
  }

  /** After the process's end the next request must work as if nothing had been. */
  async #nextFault(specimen: Specimen, whole: Whole): Promise<string | null> {
    const path = this.#write("whole", specimen.files);
    const { outcome, message, fault } = await this.#show(path, specimen, whole);
    const isRight = outcome === "ok" ? whole.rows.size > 0 : whole.rows.size === 0;
    return isRight ? fault : `the next request gave ${outcome}: ${message}`;
  }

  /** What the specimen shows when it is not damaged. */
  async #wholeOf({ name, files, segments }: Specimen, maximumTokens: number): Promise<Whole> {
    const key = `${name} ${maximumTokens}`;
    const known = this.#whole.get(key);
    if (known) return known;
    const whole = { rows: await this.#rowsOf(this.#write("whole", files), segments, maximumTokens), maximumTokens };
    this.#whole.set(key, whole);
    return whole;
  }

  /** None where the bound is too small for the specimen's own special tokens. */
  async #rowsOf(encoder: string, segments: readonly string[], maximumTokens: number): Promise<FirstRows> {
    try {
      const summary = await this.#client.call("trace", this.#request(encoder, segments, maximumTokens));
      return await firstRows(this.#client, summary);
    } catch (thrown) {
      if (maximumTokens >= 16 || failureFault(thrown) !== null) throw thrown;
      return new Map();
    }
  }

  #request(encoder: string, segments: readonly string[], maximumTokens: number) {
    const id = this.#trace++;
    return { id, encoder, executionProvider: "cpu", maximumTokens, runDeadline: 3000, segments } as const;
  }

  #write(name: string, files: EncoderFiles): string {
    const folder = join(this.#folder, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [file, content] of files) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      if (typeof content === "object" && "link" in content) symlinkSync(content.link, path);
      else writeFileSync(path, content);
    }
    return folder;
  }
}
