import { producedLabels, tokenLabels } from "./tokenLabels.js";
import { noTokens } from "./tokens.js";
import { readFor, tokensIfAny, type TokenSide, type TracedTokens } from "./traceGroup.js";

/** `[N]` what the tokens of a side are called, each by itself; none if the model has no such side. */
export function sideLabels(trace: TracedTokens, side: TokenSide): readonly string[] {
  const read = readFor(trace, side);
  const labels = tokenLabels(tokensIfAny(trace, side) ?? noTokens);
  return read ? producedLabels(labels, tokenLabels(read)) : labels;
}
