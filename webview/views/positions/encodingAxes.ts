import { positionSize, type PositionFacts } from "../../../src/attention/positions.js";
import type { TraceSummary } from "../../../src/attention/trace.js";
import { tokensOf, type TokenSide } from "../../../src/attention/traceGroup.js";
import { labels } from "../../labels.js";
import type { AxisText } from "../../matrix/axis.js";
import type { AxisTitles } from "../../matrix/matrixFrame.js";
import { tokenNames, type UnitLabels } from "../../tokens/unitLabels.js";

/** What runs down and across an encoding's matrix, and how a cell of it is told of. */
export interface EncodingAxes {
  readonly rows: AxisText;
  readonly columns: AxisText;
  readonly titles: AxisTitles;
  /** The tokens that the rows and the columns are of; null where they are of none. */
  readonly rowTokens: UnitLabels | null;
  readonly columnTokens: UnitLabels | null;
  readonly side: TokenSide;
  /** A sentence for a cell, with slots for its row, its column and its value. */
  readonly cell: string;
}

/** The axes of an encoding, by what its part is made of. */
export function encodingAxes(facts: PositionFacts, trace: TraceSummary): EncodingAxes {
  const { rows, columns } = positionSize(facts);
  const side = facts.group === "decoder" && trace.targetTokens ? "target" : "source";
  const tokens = tokenNames(tokensOf(trace, side));
  const isTable = facts.part === "relativeTable";
  const isBias = facts.part === "bias";
  const rowTokens = !isTable && rows === tokens.labels.length ? tokens : null;
  const columnTokens = isBias && columns === tokens.labels.length ? tokens : null;
  const ofAll = isBias && rows === 1 && columns > 1;
  return {
    rows: ofAll ? { labels: [labels.everyQuery] } : axisOf(rows, rowTokens),
    columns: axisOf(columns, columnTokens),
    titles: isBias
      ? { down: labels.queriesDown, across: labels.keysAcross }
      : { down: isTable ? labels.distancesDown : labels.positionsDown, across: labels.dimensionsAcross },
    rowTokens,
    columnTokens,
    side,
    cell: isBias ? (ofAll ? labels.biasOfKey : labels.biasCell) : rowTokens ? labels.positionToken : labels.tableCell,
  };
}

function axisOf(count: number, tokens: UnitLabels | null): AxisText {
  const name = (place: number) => (tokens ? `${tokens.labels[place]} ${place}` : String(place));
  return { labels: Array.from({ length: count }, (_, place) => name(place)) };
}
