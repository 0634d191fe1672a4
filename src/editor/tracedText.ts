import { createHash } from "node:crypto";
import * as vscode from "vscode";
import { tokenLabels } from "../attention/tokenLabels.js";
import type { TraceSummary } from "../attention/trace.js";
import type { SourceReference } from "../protocol/pageProtocol.js";
import { LiveRanges } from "./liveRanges.js";
import type { SelectedText } from "./selectedText.js";

/** A trace and where its tokens stand in the document they came from, while that document is edited. */
export class TracedText {
  readonly trace: TraceSummary;
  readonly document: vscode.TextDocument;
  readonly notices: readonly string[];
  /** `[N]` what the tokens are called. */
  readonly labels: readonly string[];
  readonly #text: SelectedText;
  readonly #live: LiveRanges;
  readonly #segments: LiveRanges;
  #endOfLine: vscode.EndOfLine;

  constructor(text: SelectedText, trace: TraceSummary, notices: readonly string[]) {
    this.trace = trace;
    this.document = text.document;
    this.notices = notices;
    this.labels = tokenLabels(trace.tokens);
    this.#text = text;
    this.#endOfLine = text.document.eol;
    const { segments, starts, ends } = trace.tokens;
    const inDocument = (offset: number, token: number) =>
      segments[token]! < 0 ? -1 : offset + text.ranges[segments[token]!]![0];
    this.#live = new LiveRanges(starts.map(inDocument), ends.map(inDocument));
    this.#segments = new LiveRanges(
      Int32Array.from(text.ranges, ([start]) => start),
      Int32Array.from(text.ranges, ([, end]) => end),
    );
  }

  /** Where a token stands now, or null: a special token, or one edited since. */
  rangeOf(token: number): vscode.Range | null {
    const place = this.#live.of(token);
    return place && new vscode.Range(this.document.positionAt(place[0]), this.document.positionAt(place[1]));
  }

  /** The tokens that a range of the document touches, in order. */
  touching(range: vscode.Range): number[] {
    return this.#live.touching(this.document.offsetAt(range.start), this.document.offsetAt(range.end));
  }

  /** The tokens that stood for text which has been edited since. */
  edited(): number[] {
    const { segments } = this.trace.tokens;
    return Array.from(segments.keys()).filter((token) => segments[token]! >= 0 && !this.#live.of(token));
  }

  /** Where the text stands now, so that it can be found again after the window was reloaded. */
  source(): SourceReference {
    return {
      uri: this.document.uri.toString(),
      title: titleOf(this.document.uri),
      ranges: this.#text.ranges.map((range, segment) => this.#segments.of(segment) ?? range),
      fingerprint: fingerprintOf(this.#text.segments),
    };
  }

  /** Follows an edit of the document. */
  follow(change: vscode.TextDocumentChangeEvent): void {
    if (this.document.eol !== this.#endOfLine) {
      // Every offset after the first line has moved, and VS Code does not say how.
      this.#endOfLine = this.document.eol;
      this.#live.loseAll();
      this.#segments.loseAll();
      return;
    }
    const edits = change.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      length: rangeLength,
      text,
    }));
    this.#live.apply(edits);
    this.#segments.apply(edits);
    if (change.reason !== undefined) {
      const { texts } = this.trace.tokens;
      const textAt = (start: number, end: number) =>
        this.document.getText(new vscode.Range(this.document.positionAt(start), this.document.positionAt(end)));
      this.#live.restore((token, start, end) => textAt(start, end) === texts[token]);
      this.#segments.restore((segment, start, end) => textAt(start, end) === this.#text.segments[segment]);
    }
  }
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
