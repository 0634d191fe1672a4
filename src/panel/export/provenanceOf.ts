import * as vscode from "vscode";
import { version } from "../../../package.json";
import type { TracedText } from "../../editor/tracedText.js";
import type { LeftOfRows } from "../../attention/attentionLeft.js";
import type { Provenance } from "../../export/provenance.js";
import type { Selection } from "../../export/selection.js";
import type { OfMap } from "../../protocol/traceMethods.js";

/**
 * Where what a panel shows of a text comes from.
 *
 * @param left of the rows
 * @param selection which numbers of the map
 * @param sha256 of the encoder's model
 */
export function provenanceOf(
  text: TracedText,
  { heads, recipe }: OfMap,
  left: LeftOfRows | null,
  selection: Selection | null,
  sha256: string | null,
): Provenance {
  const { encoder, provider, tokens, targetTokens, producedTokens } = text.trace;
  const document = vscode.workspace.textDocuments.find((open) => text.isOf(open));
  const lineOf = (offset: number) => (document ? document.positionAt(offset).line + 1 : null);
  const { title, ranges } = text.source();
  return {
    extensionVersion: version,
    date: new Date().toISOString(),
    encoder: { name: encoder.name, version: encoder.version === "" ? null : encoder.version, sha256 },
    provider: provider.used,
    source: {
      title,
      ranges: ranges.map(([start, end]) => ({ start, end, firstLine: lineOf(start), lastLine: lineOf(end) })),
    },
    heads,
    recipe,
    left,
    selection,
    tokens: tokens.texts,
    targetTokens: targetTokens?.texts ?? null,
    producedTokens: producedTokens?.texts ?? null,
  };
}
