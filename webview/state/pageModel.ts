import { bySide, type BySide } from "../../src/attention/traceGroup.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import type { Look, Pin } from "../../src/protocol/look.js";
import type { KeptTraces, SourceReference, Traced } from "../../src/protocol/pageProtocol.js";
import type { TraceTensors } from "./traceTensors.js";

/**
 * What the page shows. It belongs to the page's store; `traced.source` and the heads and pins of `look` persist with the
 * page (`PageState`), the rest of `look` with the workspace (`Preferences`), and the cell under the pointer is kept apart
 * (`PageStore.pointed`).
 */
export interface PageModel {
  /** Nothing was heard from the host yet. */
  readonly waiting: boolean;
  /** The title of what was on screen before the page was reloaded, until the host answers. */
  readonly restoring: string | null;
  readonly traced: Traced | null;
  readonly tensors: TraceTensors | null;
  readonly source: SourceReference | null;
  readonly look: Look;
  readonly busy: string | null;
  readonly failure: string | null;
  /** Notices not dismissed. */
  readonly notices: readonly string[];
  /** Tokens whose text was edited since the run. */
  readonly edited: BySide<ReadonlySet<number>>;
  /** Tokens that the editor's selection touches. */
  readonly editorTokens: BySide<ReadonlySet<number>>;
  readonly kept: KeptTraces;
  /** Which ways there are to go. */
  readonly steps: Readonly<Record<Step, boolean>>;
}

/** Undo and redo change how the trace is looked at; back and forward lead to other traces, views and heads too. */
export type Step = "undo" | "redo" | "back" | "forward";

/** The pin in hand; null where nothing is pinned. */
export function pinInHand({ look }: PageModel): Pin | null {
  return look.pins.at(-1) ?? null;
}

export const noTokensOfAny: BySide<ReadonlySet<number>> = bySide(() => new Set());

export const noSteps: PageModel["steps"] = { undo: false, redo: false, back: false, forward: false };

/** The page before the host's first word. */
export const blankPage: PageModel = {
  waiting: true,
  restoring: null,
  traced: null,
  tensors: null,
  source: null,
  look: {
    ...defaultPreferences,
    view: { group: "encoder", layer: 0, head: 0 },
    set: [{ layer: 0, head: 0 }],
    pins: [],
  },
  busy: null,
  failure: null,
  notices: [],
  edited: noTokensOfAny,
  editorTokens: noTokensOfAny,
  kept: { traces: [], shown: null, bound: 0 },
  steps: noSteps,
};
