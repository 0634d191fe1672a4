import * as vscode from "vscode";
import { maximumTextLength } from "../encoder/limits.js";
import { Failure } from "../protocol/failure.js";
import { paragraphAt } from "./paragraph.js";

/** The text to encode, one segment a selection, in document order. */
export interface SelectedText {
  readonly document: vscode.TextDocument;
  /** The document's line ends as the text was taken: on them the offsets depend. */
  readonly endOfLine: vscode.EndOfLine;
  /** UTF-16 offsets of each segment, end exclusive. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
  readonly segments: readonly string[];
  /** What the person should know of how the text was chosen, or null. */
  readonly notice: string | null;
}

/**
 * The selections of an editor; with none, the paragraph at the cursor.
 *
 * @throws Failure `nothingToEncode`, `binaryText` or `textTooLong`
 */
export function selectedText(editor: vscode.TextEditor): SelectedText {
  const { document } = editor;
  const selections = editor.selections.filter((selection) => !selection.isEmpty);
  if (selections.length > 0) {
    const ordered = selections.toSorted((a, b) => a.start.compareTo(b.start));
    return textOf(document, ordered.map(offsetsIn(document)), null);
  }
  const paragraph = paragraphAt(
    editor.selection.active.line,
    document.lineCount,
    (line) => document.lineAt(line).isEmptyOrWhitespace,
  );
  if (!paragraph) {
    throw new Failure(
      "nothingToEncode",
      vscode.l10n.t("There is no text here; type or open some, then run Show Attention."),
    );
  }
  const [first, last] = paragraph;
  const range = new vscode.Range(document.lineAt(first).range.start, document.lineAt(last).range.end);
  return textOf(
    document,
    [offsetsIn(document)(range)],
    vscode.l10n.t("Nothing was selected, so this is the paragraph at the cursor."),
  );
}

/**
 * The text at given offsets of a document.
 *
 * @throws Failure as `selectedText`
 */
export function textOf(
  document: vscode.TextDocument,
  ranges: readonly (readonly [start: number, end: number])[],
  notice: string | null,
): SelectedText {
  const length = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
  if (length > maximumTextLength) {
    throw new Failure(
      "textTooLong",
      vscode.l10n.t("The text has {0} characters; select at most {1}.", grouped(length), grouped(maximumTextLength)),
    );
  }
  const segments = ranges.map(([start, end]) =>
    document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end))),
  );
  if (segments.every((segment) => segment.trim() === "")) {
    throw new Failure(
      "nothingToEncode",
      vscode.l10n.t("The selection holds only white space; select some text, then run Show Attention."),
    );
  }
  if (segments.some((segment) => segment.includes("\0"))) {
    throw new Failure(
      "binaryText",
      vscode.l10n.t("This looks like a binary file; select text in a text file instead."),
    );
  }
  return { document, endOfLine: document.eol, ranges, segments, notice };
}

function offsetsIn(document: vscode.TextDocument) {
  return (range: vscode.Range): readonly [number, number] => [
    document.offsetAt(range.start),
    document.offsetAt(range.end),
  ];
}

function grouped(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
