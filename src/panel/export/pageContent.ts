import { oneHead, type HeadSet } from "../../attention/headSet.js";
import { plainRecipe } from "../../attention/recipe.js";
import type { TraceSummary } from "../../attention/trace.js";
import type { HeadPlace } from "../../attention/traceGroup.js";
import type { Traces } from "../../encoder/traces.js";
import type { Provenance } from "../../export/provenance.js";
import { standaloneContent, type StandaloneContent, type TraceNumbers } from "../../export/standaloneBlocks.js";
import { standaloneHeads, standalonePositions } from "../../export/standaloneHeads.js";
import type { Preferences } from "../../protocol/look.js";
import type { PageLanguage } from "../../protocol/pageLanguage.js";

/** What is on screen, for a page of its own. */
export interface PageOnScreen {
  readonly trace: TraceSummary;
  readonly title: string;
  readonly notices: readonly string[];
  readonly heads: HeadSet;
  /** Among the heads. */
  readonly view: HeadPlace;
  readonly preferences: Preferences;
  readonly provenance: Provenance;
  /** Null for English. */
  readonly language: PageLanguage | null;
}

/**
 * What a stand-alone page of a panel holds; its heads are asked for one by one, as they are written.
 *
 * @throws Failure as the encoder's process reports it
 */
export function pageContent(
  { heads, language, ...onScreen }: PageOnScreen,
  traces: Traces,
  signal: AbortSignal,
): Promise<StandaloneContent<Preferences>> {
  const { trace, preferences } = onScreen;
  const facts = {
    ...onScreen,
    packaging: "page",
    language: language?.language ?? "en",
    labels: language?.labels ?? null,
    set: heads.heads,
    heads: standaloneHeads(trace, heads),
    positions: standalonePositions(trace),
  } as const;
  return standaloneContent(facts, preferences.recipe, numbersOf(trace.id, traces, signal));
}

function numbersOf(trace: number, traces: Traces, signal: AbortSignal): TraceNumbers {
  return {
    thumbnails: (group, recipe) => traces.call("thumbnails", { trace, group, recipe }, { signal }),
    statistics: (group) => traces.call("headStatistics", { trace, group }, { signal }),
    async head(place) {
      const request = { trace, heads: oneHead(place), recipe: plainRecipe };
      return (await traces.call("attentionMap", request, { signal })).weights;
    },
    positions: (encoding, head) => traces.call("positionalEncoding", { trace, encoding, head }, { signal }),
  };
}
