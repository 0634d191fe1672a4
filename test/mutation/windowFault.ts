import { unitOfToken } from "../../src/attention/attendedKeys.js";
import { mapUnits } from "../../src/attention/attentionMap.js";
import { encodeFor } from "../../src/attention/encodeFor.js";
import { headsOfLayer } from "../../src/attention/headSet.js";
import { plainRecipe } from "../../src/attention/recipe.js";
import { sideLabels } from "../../src/attention/sideLabels.js";
import type { TraceSummary } from "../../src/attention/trace.js";
import { bySide, groupOf, tokensOf } from "../../src/attention/traceGroup.js";
import { excerptOf } from "../../src/editor/excerpt.js";
import { hoverMarkdown } from "../../src/editor/hoverMarkdown.js";
import type { EncoderClient } from "../../src/encoder/encoderClient.js";

/** Milliseconds that a piece of the window's work may block it: ten times what is promised, for machines are shared. */
const longestPiece = 300;
/** UTF-16 units of a hover. */
const longestHover = 10_000;
const longestLabel = 200;

/**
 * Does what the extension host does with a trace (labels, excerpt, status, hovers of every token), and says what is wrong:
 * it takes too long, throws, or makes too long a text.
 */
export async function windowFault(client: EncoderClient, trace: TraceSummary): Promise<string | null> {
  const faults: string[] = [];
  const piece = <T>(name: string, work: () => T): T => {
    const began = performance.now();
    const result = work();
    const took = performance.now() - began;
    if (took > longestPiece) faults.push(`${name} blocked the window for ${Math.round(took)} ms`);
    return result;
  };
  const labels = piece("labels", () => bySide((side) => sideLabels(trace, side)));
  const long = Object.values(labels)
    .flat()
    .find(({ length }) => length > longestLabel);
  if (long !== undefined) faults.push(`a label has ${long.length} characters`);
  piece("the excerpt", () => excerptOf(trace.segments));
  piece("the status", () => encodeFor("statusBar", trace.encoder.name));
  const [{ group, layers }] = trace.groups as [TraceSummary["groups"][number]];
  const place = { group, layer: layers - 1, head: "mean" } as const;
  const heads = headsOfLayer(trace, group, layers - 1);
  const view = { group, layer: 0, head: 0 };
  const n = tokensOf(trace, groupOf(trace, group).queries).ids.length;
  for (const recipe of [plainRecipe, { ...plainRecipe, dropSpecial: true, merge: "lines" } as const]) {
    const weights = await client.call("mostAttended", { trace: trace.id, heads, recipe, count: 5 });
    const units = piece("units", () => mapUnits(trace, group, recipe));
    piece("hovers", () => {
      for (let token = 0; token < n; token++) {
        // What the recipe drops is no text, and has no hover.
        if (unitOfToken(units, token) === null) continue;
        const attended = { place, recipe, units, weights };
        const hover = hoverMarkdown({ trace, labels, token, parts: 1, attended, view });
        if (hover.length > longestHover) faults.push(`the hover of token ${token} has ${hover.length} characters`);
      }
    });
  }
  return faults[0] ?? null;
}
