import { createHash } from "node:crypto";
import * as vscode from "vscode";
import { sideLabels } from "../attention/sideLabels.js";
import { isSpecial, noTokens, wholeText, type Tokens } from "../attention/tokens.js";
import type { TraceSummary } from "../attention/trace.js";
import { bySide, tokenSides, tokensIfAny, tokensOf, type BySide, type TokenSide } from "../attention/traceGroup.js";
import type { SourceReference } from "../protocol/pageProtocol.js";
import { LiveRanges } from "./liveRanges.js";
import { renamedUri, type Rename } from "./renamedUri.js";
import type { SelectedText } from "./selectedText.js";

/** A trace and where its tokens stand in the document they came from, while that document is edited. */
export class TracedText {
  readonly trace: TraceSummary;
  readonly notices: readonly string[];
  /** What the tokens are called. */
  readonly labels: BySide<readonly string[]>;
  readonly #text: SelectedText;
  readonly #fingerprint: string;
  readonly #live: BySide<LiveRanges>;
  readonly #segments: LiveRanges;
  #uri: vscode.Uri;
  #document: vscode.TextDocument;
  #endOfLine: vscode.EndOfLine;

  /** @param edits what happened to the document since the text was taken from it */
  constructor(
    text: SelectedText,
    trace: TraceSummary,
    notices: readonly string[],
    edits: readonly vscode.TextDocumentChangeEvent[] = [],
  ) {
    this.trace = trace;
    this.notices = notices;
    this.labels = bySide((side) => sideLabels(trace, side));
    this.#uri = text.document.uri;
    this.#text = text;
    this.#fingerprint = fingerprintOf(text.segments);
    this.#document = text.document;
    this.#endOfLine = text.endOfLine;
    this.#live = bySide((side) => liveTokens(tokensIfAny(trace, side) ?? noTokens, text.ranges));
    this.#segments = new LiveRanges(
      Int32Array.from(text.ranges, ([start]) => start),
      Int32Array.from(text.ranges, ([, end]) => end),
    );
    // Those that were undone again before the run ended are lost all the same: what stood then cannot be looked up now.
    for (const edit of edits) this.#apply(edit);
  }

  /** The document's name now. */
  get uri(): vscode.Uri {
    return this.#uri;
  }

  /** What to call the document. */
  get title(): string {
    return titleOf(this.#uri);
  }

  /** Whether a document is the one the text came from. Closed and opened again, it is another object of the same name. */
  isOf(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  /** Where a token stands now, or null: a special token, or one edited since. */
  rangeOf(token: number, side: TokenSide): vscode.Range | null {
    const place = this.#live[side].of(token);
    return place && rangeIn(this.#document, ...place);
  }

  /** The tokens that a range of the document touches, in order. */
  touching(range: vscode.Range, side: TokenSide): number[] {
    return this.#live[side].touching(this.#document.offsetAt(range.start), this.#document.offsetAt(range.end));
  }

  /** The tokens that stood for text which has been edited since. */
  edited(): BySide<readonly number[]> {
    return bySide((side) => {
      const tokens = tokensIfAny(this.trace, side) ?? noTokens;
      return Array.from(tokens.ids.keys()).filter((token) => !isSpecial(tokens, token) && !this.#live[side].of(token));
    });
  }

  /** Where the text stands now, so that it can be found again after the window was reloaded. */
  source(): SourceReference {
    return {
      uri: this.uri.toString(),
      title: this.title,
      ranges: this.#text.ranges.map((range, segment) => this.#segments.of(segment) ?? range),
      fingerprint: this.#fingerprint,
    };
  }

  /** Whether a document's line ends are other ones than the places were counted with. */
  lineEndsMoved(document: vscode.TextDocument): boolean {
    return this.isOf(document) && document.eol !== this.#endOfLine;
  }

  /** Follows an edit of the document. */
  follow(change: vscode.TextDocumentChangeEvent): void {
    this.#apply(change);
    if (change.reason === undefined) return;
    for (const side of sidesOf(this.trace)) {
      const tokens = tokensOf(this.trace, side);
      this.#live[side].restore((token, start, end) => {
        return this.#holds(start, end, wholeText(tokens, this.trace.segments, token));
      });
    }
    this.#segments.restore((segment, start, end) => this.#holds(start, end, this.#text.segments[segment]!));
  }

  /** Follows renames of files and folders. @returns whether one of them concerned the document */
  rename(renames: readonly Rename[]): boolean {
    const renamed = renamedUri(this.#uri, renames);
    if (!renamed) return false;
    this.#uri = renamed;
    // VS Code may have opened it under its new name before it says that the name is new.
    const open = vscode.workspace.textDocuments.find((document) => this.isOf(document));
    if (open) this.reopen(open);
    return true;
  }

  /** The document was opened again: the tokens stand where they did, or nowhere if it was changed meanwhile. */
  reopen(document: vscode.TextDocument): void {
    // A document whose language changes is closed and opened, and stays the same.
    if (document === this.#document) return;
    this.#document = document;
    const stands = this.#text.segments.every((text, segment) => {
      const place = this.#segments.of(segment);
      return place !== null && this.#holds(...place, text);
    });
    if (!stands || document.eol !== this.#endOfLine) this.#loseAll();
    this.#endOfLine = document.eol;
  }

  #apply({ contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (this.#document.eol !== this.#endOfLine) {
      // Every offset after the first line has moved, and VS Code does not say how.
      this.#endOfLine = this.#document.eol;
      this.#loseAll();
      return;
    }
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      length: rangeLength,
      text,
    }));
    for (const side of sidesOf(this.trace)) this.#live[side].apply(edits);
    this.#segments.apply(edits);
  }

  #holds(start: number, end: number, text: string): boolean {
    return this.#document.getText(rangeIn(this.#document, start, end)) === text;
  }

  #loseAll(): void {
    for (const side of sidesOf(this.trace)) this.#live[side].loseAll();
    this.#segments.loseAll();
  }
}

/** Where the tokens stand in the document whose segments begin where `ranges` say. */
function liveTokens(tokens: Tokens, ranges: SelectedText["ranges"]): LiveRanges {
  const inDocument = (offset: number, token: number) =>
    isSpecial(tokens, token) ? -1 : offset + ranges[tokens.segments[token]!]![0];
  return new LiveRanges(tokens.starts.map(inDocument), tokens.ends.map(inDocument));
}

function sidesOf(trace: TraceSummary): readonly TokenSide[] {
  return tokenSides.filter((side) => tokensIfAny(trace, side) !== null);
}

function rangeIn(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A name for a document that a person recognises. */
function titleOf(uri: vscode.Uri): string {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1) || uri.toString();
  return uri.scheme === "vscode-notebook-cell" ? vscode.l10n.t("{0} (cell)", name) : name;
}

/** SHA-256 of segments' texts, hexadecimal. */
export function fingerprintOf(segments: readonly string[]): string {
  const hash = createHash("sha256");
  for (const segment of segments) hash.update(`${segment.length}:`).update(segment, "utf16le");
  return hash.digest("hex");
}
