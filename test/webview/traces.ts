import { headAttention } from "../../src/attention/heads.js";
import type { Trace } from "../../src/attention/trace.js";
import { prose, syntheticTrace, type TraceShape } from "./page/syntheticTrace.js";

/** A trace of so many tokens of prose. */
export function proseShape(n: number, id = 1, layers = 4, heads = 8): TraceShape {
  return { id, words: prose(n - 2), layers, heads, dimension: heads * 8 };
}

/** A trace of an encoder-decoder: so many tokens of source and of target. */
export function crossShape(source: number, target: number, id = 1): TraceShape {
  return { ...proseShape(source, id), target: translated.slice(0, target - 1) };
}

const translated = " Die| Katze| saß| auf| der| Matte|,| denn| sie| war| des| Hundes| müde|.".split("|");

/** The exact weight that a query gives a key. */
export function weightOf(trace: Trace, layer: number, head: number, query: number, key: number): number {
  return headAttention(trace, { group: "encoder", layer, head })[query * trace.tokens.ids.length + key]!;
}

/** The keys of a row from the most attended on. */
export function keysByWeight(trace: Trace, layer: number, head: number, query: number): number[] {
  const keys = Array.from(trace.tokens.ids.keys());
  return keys.sort((a, b) => weightOf(trace, layer, head, query, b) - weightOf(trace, layer, head, query, a) || a - b);
}

/** The trace that a shape makes, as the page's host has it. */
export const traceOf: (shape: TraceShape) => Trace = syntheticTrace;

/** Texts that mean harm or trouble. */
export const hostileWords: readonly string[] = [
  "<img src=x onerror=\"document.title='broken'\">",
  "</script><script>document.title='broken'</script>",
  "__proto__",
  "constructor",
  "\u202Egnp.exe\u202C",
  "{query}",
  "javascript:document.title='broken'",
  "\u0000",
  "a\u0301\u0301\u0301\u0301\u0301\u0301",
  "👩‍👩‍👧‍👦",
  "",
];
