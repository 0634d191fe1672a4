import type { ModelDescription } from "./modelDescription.js";

/** What the page of a model's editor has on screen. */
export interface ModelPaintReport {
  /** The model's file name. */
  readonly name: string;
  /** Attention sites that the model has. */
  readonly sites: number;
  /** Rows of the tables that show them. */
  readonly rows: number;
  readonly blocked: number;
  /** What stands in place of all this, or null. */
  readonly failure: string | null;
}

/** What that page tells the extension host. */
export type ModelPageEvents = {
  /** The page has loaded and listens. */
  ready: Record<never, never>;
  painted: ModelPaintReport;
  /** Use this model as the encoder, and show attention with it. */
  showAttention: Record<never, never>;
  openAsText: Record<never, never>;
  tryAgain: Record<never, never>;
  showLog: Record<never, never>;
};

/** What the extension host tells that page. */
export type ModelHostEvents = {
  /** The file is being read. What was read before stays on screen. */
  reading: { readonly name: string };
  described: ModelDescription;
  /** The file cannot be described, for this reason. */
  failed: { readonly name: string; readonly message: string };
};
