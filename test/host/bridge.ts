import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Passage } from "./samples.js";

/** A place in a text: line and UTF-16 unit, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

const waitLimitInSeconds = 60;
const answerLimit = 30_000;

/**
 * Asks the development-only extension in `opener/` to arrange or read VS Code from the inside. What is under test is
 * done with the keyboard and the mouse instead. Methods that take a `file` mean the editor that was last used when
 * they are given none.
 */
export class Bridge {
  readonly #portFile: string;

  constructor(bridgeFolder: string, workspace: string) {
    this.#portFile = join(bridgeFolder, `${basename(dirname(workspace))}.json`);
  }

  /** Shows a file of the workspace in the first column. */
  open(file: string): Promise<void> {
    return this.#ask("open", { file });
  }

  /** Shows a new untitled document in the first column. */
  untitled(content: string, language = "plaintext"): Promise<void> {
    return this.#ask("untitled", { content, language });
  }

  /** Shows a file of the workspace and selects what begins with one text and ends with another. */
  openPassage(passage: Passage): Promise<void> {
    return this.#ask("openPassage", passage);
  }

  select(selections: readonly Range[], file?: string): Promise<void> {
    return this.#ask("select", { selections, file });
  }

  selections(file?: string): Promise<Range[]> {
    return this.#ask("selections", { file });
  }

  /** The document's text, or that of a part of it. */
  text(within?: Range, file?: string): Promise<string> {
    return this.#ask("text", { within, file });
  }

  /** Calls what a CommonJS module exports within the extension host; does not wait for it to end. */
  call(module: string, name: string, ...parameters: unknown[]): Promise<void> {
    return this.#ask("call", { module, name, parameters });
  }

  edit(replaced: Range, text: string, file?: string): Promise<void> {
    return this.#ask("edit", { replaced, text, file });
  }

  /** What each hover provider says about a position, as Markdown. */
  hovers(at: Position, file?: string): Promise<string[]> {
    return this.#ask("hovers", { at, file });
  }

  /** Changes a setting of the person's; `undefined` takes it back to its default. */
  configure(key: string, value: unknown): Promise<void> {
    return this.#ask("configure", { key, value });
  }

  /** Runs a command by its id. */
  command(id: string, ...parameters: unknown[]): Promise<unknown> {
    return this.#ask("command", { id, parameters });
  }

  /** The labels of the open tabs. */
  tabs(): Promise<string[]> {
    return this.#ask("tabs", {});
  }

  /** Sets variables of the extension host's environment. */
  environment(variables: Readonly<Record<string, string>>): Promise<void> {
    return this.#ask("environment", { variables });
  }

  /** The extension host's process. */
  processId(): Promise<number> {
    return this.#ask("processId", {});
  }

  /** Resolves once the extension host runs and answers. */
  async ready(): Promise<void> {
    await this.tabs();
  }

  /** Lets the extension host that answered so far go, as before a reload: what comes next is asked of the next one. */
  async forgetHost(): Promise<void> {
    await rm(this.#portFile, { force: true });
  }

  async #ask<Result>(action: string, parameters: object): Promise<Result> {
    const body = JSON.stringify({ action, ...parameters });
    const deadline = Date.now() + waitLimitInSeconds * 1000;
    for (;;) {
      // An extension host that is being started, or started again, does not listen yet.
      const reply = await this.#post(body).catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
      });
      if (reply === undefined) await sleep(200);
      else if ("error" in reply) throw new Error(`${action}: ${reply.error}`);
      else return reply.ok as Result;
    }
  }

  async #post(body: string): Promise<{ ok: unknown } | { error: string }> {
    const { port, token } = JSON.parse(await readFile(this.#portFile, "utf8")) as { port: number; token: string };
    const headers = { authorization: token };
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(answerLimit),
    });
    return (await response.json()) as { ok: unknown } | { error: string };
  }
}
