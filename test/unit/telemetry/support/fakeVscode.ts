// A stand-in for VS Code's API in windowProgram.ts: one editor with a text, commands that run, and the rest silent.

type Listener = (event: unknown) => void;

class Nothing {
  readonly nothing = true;
}

/** Anything that is not needed: it can be called, constructed and read, and does nothing. */
const anything: unknown = new Proxy(Nothing, {
  get: (_, key) => {
    if (key === Symbol.toPrimitive) return () => "";
    return key === "then" || typeof key === "symbol" ? undefined : anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything as object,
});
const withAnything = <T extends object>(known: T): T =>
  new Proxy(known, { get: (own, key) => (Reflect.has(own, key) ? (Reflect.get(own, key) as unknown) : anything) });

const text = "The cup of tea and the coffee.";
const registered = new Map<string, (...args: unknown[]) => unknown>();

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}
export class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}
export class EventEmitter {
  readonly #listeners = new Set<Listener>();
  readonly event = (listener: Listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: unknown): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

const document = withAnything({
  uri: { scheme: "file", path: "/a.txt", fsPath: "/a.txt", toString: () => "file:///a.txt" },
  lineCount: 1,
  isClosed: false,
  eol: 1,
  getText: ({ start, end } = new Range(new Position(0, 0), new Position(0, text.length))) =>
    text.slice(start.character, end.character),
  lineAt: () => ({
    isEmptyOrWhitespace: false,
    range: new Range(new Position(0, 0), new Position(0, text.length)),
  }),
  offsetAt: ({ character }: Position) => character,
  positionAt: (offset: number) => new Position(0, offset),
});
const editor = { document, selections: [], selection: { active: new Position(0, 0) } };

export const commands = {
  registerCommand(name: string, command: (...args: unknown[]) => unknown) {
    registered.set(name, command);
    return anything;
  },
  executeCommand: (name: string, ...args: unknown[]) => Promise.resolve(registered.get(name)?.(...args)),
};
export const workspace = withAnything({
  getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
  isTrusted: true,
  textDocuments: [document],
  notebookDocuments: [],
  workspaceFolders: undefined,
});
export const window = withAnything({
  activeTextEditor: editor,
  visibleTextEditors: [editor],
  showErrorMessage: (message: string) => Promise.reject(new Error(message)),
  showWarningMessage: (message: string) => Promise.reject(new Error(message)),
});
export const l10n = { uri: undefined, t: (sentence: string) => sentence };
export const env = withAnything({ language: "en" });
export const languages = anything;
export const Disposable = anything;
export const Uri = anything;
export const Hover = anything;
export const MarkdownString = anything;
export const NotebookRange = anything;
export const RelativePattern = anything;
export const Selection = anything;
export const ThemeIcon = anything;
export class TabInputNotebook {
  readonly uri = document.uri;
}
export class TabInputWebview {
  readonly viewType = "none";
}
export const ConfigurationTarget = anything;
export const EndOfLine = { LF: 1, CRLF: 2 };
export const ProgressLocation = anything;
export const QuickPickItemKind = anything;
export const StatusBarAlignment = anything;
export const TextEditorRevealType = anything;
export const ViewColumn = anything;
