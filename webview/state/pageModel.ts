import type { BySide } from "../../src/attention/traceGroup.js";
import type { SourceReference, Traced, ViewState } from "../../src/protocol/pageProtocol.js";
import type { TraceTensors } from "./traceTensors.js";

/** Which half of the page is open. */
export type Section = "heads" | "positions";

/** A query in hand and one of its keys; a null key stands for the one it attends to most. */
export interface Pin {
  readonly query: number;
  readonly key: number | null;
}

/**
 * What the page shows. It belongs to the page's store; `traced.source` and `view` alone persist (`PageState`), and the
 * cell under the pointer is kept apart (`PageStore.pointed`).
 */
export interface PageModel {
  /** Nothing was heard from the host yet. */
  readonly waiting: boolean;
  /** The title of what was on screen before the page was reloaded, until the host answers. */
  readonly restoring: string | null;
  readonly traced: Traced | null;
  readonly tensors: TraceTensors | null;
  readonly source: SourceReference | null;
  readonly view: ViewState;
  readonly section: Section;
  readonly busy: string | null;
  readonly failure: string | null;
  /** Notices not dismissed. */
  readonly notices: readonly string[];
  /** Tokens whose text was edited since the run. */
  readonly edited: BySide<ReadonlySet<number>>;
  /** Tokens that the editor's selection touches. */
  readonly editorTokens: BySide<ReadonlySet<number>>;
  /** What stays in hand when the pointer leaves. */
  readonly pinned: Pin | null;
}

export const noTokensOfEither: BySide<ReadonlySet<number>> = { source: new Set(), target: new Set() };

/** The page before the host's first word. */
export const blankPage: PageModel = {
  waiting: true,
  restoring: null,
  traced: null,
  tensors: null,
  source: null,
  view: { group: "encoder", layer: 0, head: 0 },
  section: "heads",
  busy: null,
  failure: null,
  notices: [],
  edited: noTokensOfEither,
  editorTokens: noTokensOfEither,
  pinned: null,
};
