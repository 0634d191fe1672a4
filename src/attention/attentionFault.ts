import * as l10n from "@vscode/l10n";
import type { Trace } from "./trace.js";
import { groupOf, mapSize } from "./traceGroup.js";

/**
 * What is wrong with a trace whose attention is not that of its tokens, as a sentence for the person: every map is
 * `[queries, keys]`, and a group has `layers · heads` of them.
 *
 * @returns null if all of it fits
 */
export function attentionFault(
  trace: Pick<Trace, "tokens" | "targetTokens" | "producedTokens" | "groups" | "attention">,
): string | null {
  for (const { group, layers, heads } of trace.groups) {
    const { rows, columns } = mapSize(trace, groupOf(trace, group));
    const maps = trace.attention[group] ?? [];
    const found = maps.find(({ length }) => length !== rows * columns);
    if (maps.length === layers * heads && found === undefined) continue;
    return l10n.t(
      "The encoder's attention has {0} maps of {1} weights, and {2} layers × {3} heads of {4} × {5} tokens need {6} of {7}; choose another encoder.",
      maps.length,
      (found ?? maps[0])?.length ?? 0,
      layers,
      heads,
      rows,
      columns,
      layers * heads,
      rows * columns,
    );
  }
  return null;
}
