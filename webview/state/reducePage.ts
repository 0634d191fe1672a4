import { groupOf, nearestHead, type BySide, type TokenSide } from "../../src/attention/traceGroup.js";
import type { HostEvents, Traced, ViewState } from "../../src/protocol/pageProtocol.js";
import { noTokensOfEither, type PageModel, type Pin, type Section } from "./pageModel.js";
import type { TraceTensors } from "./traceTensors.js";

/** Everything that can happen to the page's model. */
export type PageAction =
  | { readonly kind: "restoring"; readonly title: string }
  | { readonly kind: "traced"; readonly traced: Traced; readonly tensors: TraceTensors }
  | { readonly kind: "cleared" }
  | { readonly kind: "busy"; readonly message: string | null }
  | { readonly kind: "failed"; readonly message: string | null }
  | { readonly kind: "editorSelection"; readonly tokens: HostEvents["editorSelection"] }
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
      return { ...model, editorTokens: existingOfBoth(model, action.tokens) };
    case "goToToken":
      return goToToken(model, action.token, action.view);
    case "sourceMoved":
      return { ...model, source: action.source, edited: existingOfBoth(model, action.edited) };
    case "lookAt":
      return lookAt(model, clampView(model, action.view));
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
  edited: noTokensOfEither,
  editorTokens: noTokensOfEither,
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
  return traced ? nearestHead(traced.trace, wanted) : view;
}

/** A pin stays with the tokens that it names: in a group of others it means nothing. */
function lookAt(model: PageModel, view: ViewState): PageModel {
  const { traced, pinned } = model;
  if (!traced || !pinned || view.group === model.view.group) return { ...model, view };
  const [before, after] = [groupOf(traced.trace, model.view.group), groupOf(traced.trace, view.group)];
  const kept = before.queries !== after.queries ? null : before.keys === after.keys ? pinned : { ...pinned, key: null };
  return { ...model, view, pinned: kept };
}

/** A token without a view is one of the source's, and looked at where those are queries. */
function goToToken(model: PageModel, token: number, wanted: ViewState | null): PageModel {
  const { traced } = model;
  if (!traced) return model;
  const { trace } = traced;
  const { queries } = groupOf(trace, model.view.group);
  const ofSource =
    queries === "source" ? model.view.group : trace.groups.find((one) => one.queries === "source")?.group;
  if (!wanted && ofSource === undefined) return model;
  const view = nearestHead(trace, wanted ?? { ...model.view, group: ofSource! });
  const side = groupOf(trace, view.group).queries;
  if (!existing(model, [token], side).has(token)) return model;
  return { ...model, section: "heads", view, pinned: { query: token, key: null } };
}

function existingOfBoth(model: PageModel, { source, target }: BySide<readonly number[]>): BySide<ReadonlySet<number>> {
  return { source: existing(model, source, "source"), target: existing(model, target, "target") };
}

function existing({ traced }: PageModel, tokens: readonly number[], side: TokenSide): ReadonlySet<number> {
  const all = side === "source" ? traced?.trace.tokens : traced?.trace.targetTokens;
  const n = all?.ids.length ?? 0;
  return new Set(tokens.filter((token) => Number.isInteger(token) && token >= 0 && token < n));
}
