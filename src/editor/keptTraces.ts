import type { KeptTrace, KeptTraces } from "../protocol/pageProtocol.js";
import type { CurrentTrace } from "./currentTrace.js";
import { settings } from "./settings.js";
import { excerptOf } from "./excerpt.js";
import type { TracedText } from "./tracedText.js";

/** The traces of the window as a person chooses among them. */
export function keptTraces({ kept, text }: CurrentTrace): KeptTraces {
  return { traces: kept.map(keptTrace), shown: text?.trace.id ?? null, bound: settings().traceBytes };
}

function keptTrace({ trace, title }: TracedText): KeptTrace {
  const { id, segments, encoder, tokens, targetTokens, bytes } = trace;
  return {
    trace: id,
    title,
    excerpt: excerptOf(segments),
    encoder: encoder.name,
    tokens: tokens.ids.length + (targetTokens?.ids.length ?? 0),
    bytes,
  };
}
