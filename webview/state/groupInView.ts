import type { Tokens } from "../../src/attention/tokens.js";
import { groupOf, tokensOf, type TraceGroup } from "../../src/attention/traceGroup.js";
import type { PageModel } from "./pageModel.js";

/** The group that the head in view belongs to, with the tokens on its two axes. */
export interface GroupInView {
  readonly group: TraceGroup;
  readonly queries: Tokens;
  readonly keys: Tokens;
  /** Whether there are others to pick from. */
  readonly several: boolean;
}

/** What is in view of a page that shows a trace. */
export function groupInView({ traced, view }: PageModel): GroupInView {
  const { trace } = traced!;
  const group = groupOf(trace, view.group);
  return {
    group,
    queries: tokensOf(trace, group.queries),
    keys: tokensOf(trace, group.keys),
    several: trace.groups.length > 1,
  };
}
