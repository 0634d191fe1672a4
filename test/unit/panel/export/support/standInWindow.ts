import Module from "node:module";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A place of a file, as VS Code has it. */
interface Place {
  readonly scheme: string;
  readonly path: string;
  readonly fsPath: string;
  toString(): string;
}

const placeOf = (path: string): Place => ({
  scheme: "file",
  path: pathToFileURL(path).pathname,
  fsPath: path,
  toString: () => pathToFileURL(path).href,
});

/** What of VS Code exports are made with, in its place: a person who answers at once. */
export class StandInWindow {
  /** Where the person saves; null takes it back. */
  target: string | null = null;
  /** Which button is pressed. */
  button: string | undefined;
  /** Presses Cancel beside the progress that is shown; null where none was. */
  cancel: (() => void) | null = null;
  readonly asked: { readonly folder: string; readonly name: string; readonly extensions: readonly string[] }[] = [];
  readonly said: string[] = [];
  readonly commands: string[] = [];
  readonly copied: string[] = [];
  readonly #remembered = new Map<string, unknown>();

  readonly memory = {
    get: (key: string) => this.#remembered.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void this.#remembered.set(key, value)),
  };

  readonly #api = {
    Uri: {
      file: placeOf,
      parse: (address: string) => placeOf(fileURLToPath(address)),
      joinPath: ({ fsPath }: Place, ...parts: string[]) => placeOf(join(fsPath, ...parts)),
    },
    ProgressLocation: { Notification: 15 },
    env: { language: "en", clipboard: { writeText: (text: string) => Promise.resolve(void this.copied.push(text)) } },
    l10n: {
      t: (sentence: string, ...slots: unknown[]) =>
        sentence.replaceAll(/\{(\d)\}/g, (_, slot) => String(slots[Number(slot)])),
    },
    commands: { executeCommand: (name: string) => Promise.resolve(void this.commands.push(name)) },
    window: {
      showSaveDialog: ({ defaultUri, filters }: { defaultUri: Place; filters: Record<string, string[]> }) => {
        const extensions = Object.values(filters).flat();
        this.asked.push({
          folder: dirname(defaultUri.fsPath),
          name: basename(defaultUri.fsPath),
          extensions,
        });
        return Promise.resolve(this.target === null ? undefined : placeOf(this.target));
      },
      showInformationMessage: (sentence: string, ...buttons: { title: string }[]) => {
        this.said.push(sentence);
        return Promise.resolve(buttons.find(({ title }) => title === this.button));
      },
      showWarningMessage: (sentence: string) => Promise.resolve(void this.said.push(sentence)),
      withProgress: (_options: object, task: (progress: object, token: object) => Promise<void>) => {
        const onCancellationRequested = (cancel: () => void) => void (this.cancel = cancel);
        return task({ report: () => undefined }, { onCancellationRequested });
      },
    },
    workspace: {
      workspaceFolders: [{ uri: placeOf("/workspace") }],
      textDocuments: [{ positionAt: (offset: number) => ({ line: Math.floor(offset / 10) }) }],
      fs: {
        writeFile: ({ fsPath }: Place, bytes: Uint8Array) => writeFile(fsPath, bytes),
      },
    },
  };

  /** What was saved. */
  saved(): Buffer {
    return readFileSync(this.target!);
  }

  /** Loads something of the extension that imports `vscode`, with this in its place. */
  async load<T>(loading: () => Promise<T>): Promise<T> {
    const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
    const load = loader._load;
    loader._load = (request, ...rest) => (request === "vscode" ? this.#api : load.call(loader, request, ...rest));
    try {
      return await loading();
    } finally {
      loader._load = load;
    }
  }
}
