import { oneHead, type HeadSet } from "../../src/attention/headSet.js";
import { headAttention } from "../../src/attention/heads.js";
import { positionMatrix } from "../../src/attention/positions.js";
import { summarize, type Trace } from "../../src/attention/trace.js";
import { TraceReading } from "../../src/attention/traceReading.js";
import {
  standaloneContent,
  type StandaloneContent,
  type StandaloneFacts,
  type TraceNumbers,
} from "../../src/export/standaloneBlocks.js";
import { standaloneHeads, standalonePositions } from "../../src/export/standaloneHeads.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Preferences } from "../../src/protocol/look.js";

/** How a page of a trace at hand is made. */
export interface StandaloneShape {
  readonly packaging?: "page" | "folder";
  readonly chosen?: HeadSet;
  readonly preferences?: Preferences;
  readonly title?: string;
  readonly labels?: unknown;
  readonly language?: string;
  /** Bytes of the file. */
  readonly bound?: number;
}

/** What a stand-alone page of a trace at hand holds. */
export function standaloneOf(trace: Trace, shape: StandaloneShape = {}): Promise<StandaloneContent<Preferences>> {
  const { packaging = "page", preferences = defaultPreferences, title = "coffee.txt", bound } = shape;
  const { labels = null, language = "en" } = shape;
  const chosen = shape.chosen ?? oneHead({ group: trace.groups[0]!.group, layer: 0, head: 0 });
  const summary = summarize(trace);
  const { encoder, provider, tokens, targetTokens, producedTokens } = trace;
  const facts: StandaloneFacts<Preferences> = {
    packaging,
    language,
    labels,
    provenance: {
      extensionVersion: "0.1.0",
      date: "2026-01-02T03:04:05.000Z",
      encoder: { name: encoder.name, version: encoder.version === "" ? null : encoder.version, sha256: null },
      provider: provider.used,
      source: { title, ranges: [] },
      heads: chosen,
      selection: null,
      recipe: preferences.recipe,
      tokens: tokens.texts,
      targetTokens: targetTokens?.texts ?? null,
      producedTokens: producedTokens?.texts ?? null,
    },
    trace: summary,
    title,
    notices: [],
    view: { group: chosen.group, ...chosen.heads.at(-1)! },
    set: chosen.heads,
    preferences,
    heads:
      packaging === "folder" ? standaloneHeads(summary, chosen, Infinity) : standaloneHeads(summary, chosen, bound),
    positions: standalonePositions(summary),
  };
  return standaloneContent(facts, preferences.recipe, numbersOf(trace));
}

/** The numbers of a trace at hand. */
function numbersOf(trace: Trace): TraceNumbers {
  const reading = new TraceReading(trace);
  const noTurn = () => Promise.resolve();
  return {
    thumbnails: (group, recipe) => reading.thumbnails(group, recipe, noTurn),
    statistics: (group) => reading.headStatistics(group, noTurn),
    head: (place) => Promise.resolve(headAttention(trace, place)),
    positions: (encoding, head) =>
      Promise.resolve(positionMatrix(trace.positions[encoding]!, trace.positionValues[encoding]!, head).values),
  };
}
