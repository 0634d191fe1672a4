import {
  bySide,
  groupOf,
  nearestHead,
  tokensIfAny,
  type BySide,
  type TokenSide,
} from "../../src/attention/traceGroup.js";
import type { Look, Preferences, ViewState } from "../../src/protocol/look.js";
import type { HostEvents, KeptTraces, Traced } from "../../src/protocol/pageProtocol.js";
import { forPageOrNull } from "./encodedForPage.js";
import { lookAtTrace, sameLook } from "./looks.js";
import { noTokensOfAny, type PageModel } from "./pageModel.js";
import type { TraceTensors } from "./traceTensors.js";

/** Everything that can happen to the page's model. */
export type PageAction =
  | { readonly kind: "restoring"; readonly title: string }
  | { readonly kind: "traced"; readonly traced: Traced; readonly tensors: TraceTensors; readonly look: Partial<Look> }
  | { readonly kind: "cleared" }
  | { readonly kind: "busy"; readonly message: string | null }
  | { readonly kind: "failed"; readonly message: string | null }
  | { readonly kind: "editorSelection"; readonly tokens: HostEvents["editorSelection"] }
  | { readonly kind: "goToToken"; readonly token: number; readonly view: ViewState | null }
  | ({ readonly kind: "sourceMoved" } & HostEvents["sourceMoved"])
  | { readonly kind: "look"; readonly look: Partial<Look> }
  | { readonly kind: "preferences"; readonly preferences: Preferences }
  | { readonly kind: "keptTraces"; readonly kept: KeptTraces }
  | { readonly kind: "dismissNotice"; readonly notice: string };

/** The page's model after something happened. */
export function reducePage(model: PageModel, action: PageAction): PageModel {
  switch (action.kind) {
    case "restoring":
      return { ...model, restoring: action.title };
    case "traced":
      return afterTrace(model, action.traced, action.tensors, action.look);
    case "cleared":
      return { ...model, ...nothingTraced, look: { ...model.look, pins: [] }, waiting: false, restoring: null };
    case "busy":
      return { ...model, busy: forPageOrNull(action.message) };
    case "failed":
      return {
        ...model,
        waiting: model.waiting && action.message === null,
        failure: forPageOrNull(action.message),
      };
    case "editorSelection":
      return { ...model, editorTokens: existingOfAll(model, action.tokens) };
    case "goToToken":
      return goToToken(model, action.token, action.view);
    case "sourceMoved":
      return { ...model, source: action.source, edited: existingOfAll(model, action.edited) };
    case "look":
      return looking(model, { ...model.look, ...action.look });
    case "preferences":
      return looking(model, { ...model.look, ...action.preferences });
    case "keptTraces":
      return { ...model, kept: action.kept };
    case "dismissNotice":
      return { ...model, notices: model.notices.filter((notice) => notice !== action.notice) };
  }
}

const nothingTraced = {
  traced: null,
  tensors: null,
  source: null,
  notices: [],
  edited: noTokensOfAny,
  editorTokens: noTokensOfAny,
};

function afterTrace(model: PageModel, traced: Traced, tensors: TraceTensors, wanted: Partial<Look>): PageModel {
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
  const kept = same ? model.look : { ...model.look, set: [], pins: [] };
  const look = { ...kept, view: traced.view, ...wanted };
  return { ...next, look: lookAtTrace(traced.trace, look, look.view) };
}

function looking(model: PageModel, wanted: Look): PageModel {
  const { traced } = model;
  const look = traced ? lookAtTrace(traced.trace, wanted, model.look.view) : wanted;
  // What is there already is no change, and nothing to undo.
  return sameLook(look, model.look) ? model : { ...model, look };
}

/** A token without a view is one of the source's, and looked at where those are queries. */
function goToToken(model: PageModel, token: number, wanted: ViewState | null): PageModel {
  const { traced, look } = model;
  if (!traced) return model;
  const { trace } = traced;
  const { queries } = groupOf(trace, look.view.group);
  const ofSource = queries === "source" ? look.view.group : trace.groups.find((one) => one.queries === "source")?.group;
  if (!wanted && ofSource === undefined) return model;
  const view = nearestHead(trace, wanted ?? { ...look.view, group: ofSource! });
  if (!existing(model, [token], groupOf(trace, view.group).queries).has(token)) return model;
  const open = look.open === "positions" || look.open === "model" ? "matrix" : look.open;
  const set = wanted ? [{ layer: view.layer, head: view.head }] : look.set;
  const looked = { ...model, look: { ...look, open, view, set, pins: [] } };
  return looking(looked, { ...looked.look, pins: [{ query: token, key: null }] });
}

function existingOfAll(model: PageModel, tokens: BySide<readonly number[]>): BySide<ReadonlySet<number>> {
  return bySide((side) => existing(model, tokens[side], side));
}

function existing({ traced }: PageModel, tokens: readonly number[], side: TokenSide): ReadonlySet<number> {
  const n = (traced && tokensIfAny(traced.trace, side))?.ids.length ?? 0;
  return new Set(tokens.filter((token) => Number.isInteger(token) && token >= 0 && token < n));
}
