import type { HostEvents, Traced, ViewState } from "../../src/protocol/pageProtocol.js";
import type { PageModel, Pin, Section } from "./pageModel.js";
import type { TraceTensors } from "./traceTensors.js";

/** Everything that can happen to the page's model. */
export type PageAction =
  | { readonly kind: "restoring"; readonly title: string }
  | { readonly kind: "traced"; readonly traced: Traced; readonly tensors: TraceTensors }
  | { readonly kind: "cleared" }
  | { readonly kind: "busy"; readonly message: string | null }
  | { readonly kind: "failed"; readonly message: string | null }
  | { readonly kind: "editorSelection"; readonly tokens: readonly number[] }
  | { readonly kind: "goToToken"; readonly token: number; readonly view: ViewState | null }
  | ({ readonly kind: "sourceMoved" } & HostEvents["sourceMoved"])
  | { readonly kind: "lookAt"; readonly view: ViewState }
  | { readonly kind: "showSection"; readonly section: Section }
  | { readonly kind: "pin"; readonly pin: Pin | null }
  | { readonly kind: "dismissNotice"; readonly notice: string };

/** The page's model after something happened. */
export function reducePage(model: PageModel, action: PageAction): PageModel {
  switch (action.kind) {
    case "restoring":
      return { ...model, restoring: action.title };
    case "traced":
      return afterTrace(model, action.traced, action.tensors);
    case "cleared":
      return { ...model, ...nothingTraced, waiting: false, restoring: null };
    case "busy":
      return { ...model, busy: action.message };
    case "failed":
      return { ...model, waiting: model.waiting && action.message === null, failure: action.message };
    case "editorSelection":
      return { ...model, editorTokens: existing(model, action.tokens) };
    case "goToToken":
      if (!existing(model, [action.token]).has(action.token)) return model;
      return {
        ...model,
        section: "heads",
        view: clampView(model, action.view ?? model.view),
        pinned: { query: action.token, key: null },
      };
    case "sourceMoved":
      return { ...model, source: action.source, edited: existing(model, action.edited) };
    case "lookAt":
      return { ...model, view: clampView(model, action.view) };
    case "showSection":
      return { ...model, section: action.section };
    case "pin":
      return { ...model, pinned: action.pin };
    case "dismissNotice":
      return { ...model, notices: model.notices.filter((notice) => notice !== action.notice) };
  }
}

const nothingTraced = {
  traced: null,
  tensors: null,
  source: null,
  notices: [],
  edited: new Set<number>(),
  editorTokens: new Set<number>(),
  pinned: null,
};

function afterTrace(model: PageModel, traced: Traced, tensors: TraceTensors): PageModel {
  // The same trace again: what the person dismissed or pinned stays so.
  const same = model.traced?.trace.id === traced.trace.id;
  const next: PageModel = {
    ...model,
    ...(same ? {} : { ...nothingTraced, notices: traced.notices, failure: null }),
    waiting: false,
    restoring: null,
    traced,
    tensors,
    source: traced.source,
  };
  return { ...next, view: clampView(next, traced.view) };
}

/** A view kept from another encoder may name a head that this one lacks. */
function clampView({ traced, view }: PageModel, wanted: ViewState): ViewState {
  if (!traced) return view;
  const { layers, heads } = traced.trace.encoder;
  return { layer: clamp(wanted.layer, layers), head: clamp(wanted.head, heads) };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function existing({ traced }: PageModel, tokens: readonly number[]): ReadonlySet<number> {
  const n = traced?.trace.tokens.ids.length ?? 0;
  return new Set(tokens.filter((token) => Number.isInteger(token) && token >= 0 && token < n));
}
