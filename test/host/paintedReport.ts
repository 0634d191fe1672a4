/** What the page says it has painted: it leaves this in `document.body.dataset.painted`. */
export interface PaintedReport {
  /** Grows with every trace that is shown. */
  readonly trace: number;
  readonly tokens: number;
  readonly layers: number;
  readonly heads: number;
  /** What the encoder really ran on. */
  readonly provider: string;
  readonly milliseconds: number;
  /** The head that is shown large, both from 0. */
  readonly layer: number;
  readonly head: number;
}

/** The report as one line for a person. */
export function describePainted({ tokens, layers, heads, provider, milliseconds }: PaintedReport): string {
  const took = Math.round(milliseconds);
  return `${tokens} tokens × ${layers} layers × ${heads} heads, ${provider}, ${took} ms`;
}
