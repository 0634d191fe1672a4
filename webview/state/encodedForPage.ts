import { encodeFor } from "../../src/attention/encodeFor.js";
import type { KeptTraces, Traced } from "../../src/protocol/pageProtocol.js";

/** A trace as the host tells of it, its sentences and names encoded for the page; texts of tokens are the labels' concern. */
export function tracedForPage(traced: Traced): Traced {
  const { trace, notices } = traced;
  const { encoder, provider, seal, notes, positionalEncodingNote } = trace;
  return {
    ...traced,
    notices: notices.map(forPage),
    trace: {
      ...trace,
      encoder: { ...encoder, name: forPage(encoder.name), version: forPage(encoder.version) },
      provider: { ...provider, reason: forPageOrNull(provider.reason) },
      seal: seal && { ...seal, sites: seal.sites.map((site) => ({ ...site, reason: forPageOrNull(site.reason) })) },
      notes: notes.map(forPage),
      positionalEncodingNote: forPageOrNull(positionalEncodingNote),
    },
  };
}

/** The traces that can be shown again, their names encoded for the page. */
export function keptForPage(kept: KeptTraces): KeptTraces {
  return {
    ...kept,
    traces: kept.traces.map((trace) => ({
      ...trace,
      title: forPage(trace.title),
      excerpt: forPage(trace.excerpt),
      encoder: forPage(trace.encoder),
    })),
  };
}

/** A sentence or a name encoded for the page, or null. */
export function forPageOrNull(text: string | null): string | null {
  return text === null ? null : forPage(text);
}

function forPage(text: string): string {
  return encodeFor("page", text);
}
