import type { Tokens } from "../../../src/attention/tokens.js";

/**
 * The tokens to highlight for the editor's selection: none when all are selected, as they are after a run on the
 * selection, for a highlight on everything points at nothing.
 */
export function highlightedTokens(tokens: Tokens, selected: ReadonlySet<number>): ReadonlySet<number> {
  const all = tokens.segments.every((segment, token) => segment === -1 || selected.has(token));
  return all ? new Set() : selected;
}
