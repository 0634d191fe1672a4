import type { TraceSummary } from "../../../src/attention/trace.js";
import type { Direction } from "../../../src/protocol/look.js";
import type { AxisUnits, MapInView } from "../../state/mapInView.js";
import { cutOffSegments, shownText, type ShownText } from "./shownText.js";

/** A text on screen, and what its units are to the map in view. */
export interface TextInView {
  readonly axis: AxisUnits;
  readonly shown: ShownText;
  /** "from" where its units are queries, "to" where they are keys; both where both sides are the same tokens. */
  readonly roles: readonly Direction[];
}

/** The texts of the map in view: one, or the source's and the target's for cross-attention. */
export function textsInView({ queries, keys }: MapInView, trace: TraceSummary): readonly TextInView[] {
  const cutOff = cutOffSegments(trace);
  const of = (axis: AxisUnits, ...roles: readonly Direction[]): TextInView => {
    return { axis, shown: shownText(axis, trace.segments, axis.side === "source" ? cutOff : []), roles };
  };
  if (queries === keys) return [of(queries, "from", "to")];
  const both = [of(queries, "from"), of(keys, "to")];
  return queries.side === "source" ? both : both.reverse();
}

/** In which direction a unit of a text is asked about: the one that was chosen, where the text has both. */
export function directionOf({ roles }: TextInView, chosen: Direction): Direction {
  return roles.includes(chosen) ? chosen : roles[0]!;
}

/** Which text shows the answer: that of the keys for what queries attend to, and the other way round. */
export function paintedText(texts: readonly TextInView[], direction: Direction): TextInView {
  const role = direction === "from" ? "to" : "from";
  return texts.find(({ roles }) => roles.includes(role))!;
}
