import type { ExecutionProvider, TraceSummary } from "../attention/trace.js";
import type { BySide, HeadPlace, TokenSide } from "../attention/traceGroup.js";
import type { LayerAndHead } from "../attention/headSet.js";
import type { ExportMethods } from "./exportProtocol.js";
import type { Pin, Preferences, ViewState } from "./look.js";
import type { OfTrace, TraceMethods } from "./traceMethods.js";

/** Where a trace's text stands, so that it can be found again after the window was reloaded. Opaque to the page. */
export interface SourceReference {
  readonly uri: string;
  /** What to call the source: its file name. */
  readonly title: string;
  /** UTF-16 offsets of each segment in the document, end exclusive. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
  /** SHA-256 over the segments' texts. */
  readonly fingerprint: string;
}

/** What the page keeps across hiding and reloading: navigation alone, never the person's text. */
export interface PageState {
  readonly source: SourceReference;
  readonly view: ViewState;
  /** As in `Look`. */
  readonly set?: readonly LayerAndHead[];
  readonly pins?: readonly Pin[];
}

export interface Traced {
  readonly trace: TraceSummary;
  readonly source: SourceReference;
  readonly view: ViewState;
  /** Sentences the person should read with this trace: what was truncated, that a paragraph stood in for a selection. */
  readonly notices: readonly string[];
}

/** A trace that can be looked at again. */
export interface KeptTrace {
  readonly trace: number;
  /** The source's file name. */
  readonly title: string;
  /** The beginning of the text, on one line. */
  readonly excerpt: string;
  readonly encoder: string;
  readonly tokens: number;
  /** Of its arrays, in the encoder's process. */
  readonly bytes: number;
}

/** The traces that are kept, from the oldest to the newest. */
export interface KeptTraces {
  readonly traces: readonly KeptTrace[];
  /** The one that is shown; null for none. */
  readonly shown: number | null;
  /** How many bytes all of them may have together, by the setting; the newest is kept whatever it has. */
  readonly bound: number;
}

/** What the page has on screen. */
export interface PaintReport extends HeadPlace {
  readonly trace: number;
  /** Of the source. */
  readonly tokens: number;
  /** Of the group in view. */
  readonly layers: number;
  readonly heads: number;
  readonly provider: ExecutionProvider;
  /** The encoder's run, in milliseconds. */
  readonly milliseconds: number;
}

/** What the page asks of the extension host. */
export type PageMethods = TraceMethods & ExportMethods;

/** What the page tells the extension host. */
export type PageEvents = {
  /** The page has loaded and listens; the host answers with `traced` or `cleared`. */
  ready: Record<never, never>;
  painted: PaintReport;
  headInView: ViewState;
  /** Something about the views was set otherwise. */
  preferences: Preferences;
  /** Show a trace that is kept. */
  showTrace: OfTrace;
  /** Drop a trace that is kept. */
  forgetTrace: OfTrace;
  /** Reveal and select the token's text in the editor. */
  revealToken: { readonly token: number; readonly side: TokenSide };
  /** The person has read what failed. */
  failureDismissed: Record<never, never>;
  runCommand: { readonly command: "showAttention" | "showLog" };
};

/** What the extension host tells the page. */
export type HostEvents = {
  traced: Traced;
  /** How the views were set last in this workspace; before the first trace. */
  preferences: Preferences;
  keptTraces: KeptTraces;
  /** There is no trace: the page shows how to make one. */
  cleared: Record<never, never>;
  /** A run is under way (`message`), or is over (`null`). The previous view stays. */
  busy: { readonly message: string | null };
  /** Something failed (`message`), or a new run makes the last failure moot (`null`). The previous view stays. */
  failed: { readonly message: string | null };
  /** The tokens that the editor's selection touches. */
  editorSelection: BySide<readonly number[]>;
  /** Look at this token, a query of this head or one of the source's: a hover's link was followed. */
  goToToken: { readonly token: number; readonly view: ViewState | null };
  /** Edits moved the source's ranges, or changed traced text so that `edited` tokens no longer have a place. */
  sourceMoved: { readonly source: SourceReference; readonly edited: BySide<readonly number[]> };
};
