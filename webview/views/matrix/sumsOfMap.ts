import type { HeatMap } from "../../../src/attention/heatMap.js";
import { float32Text } from "../../../src/export/float32Text.js";
import { fill, labels } from "../../labels.js";
import type { Sums } from "../../matrix/sums.js";
import type { AxisUnits } from "../../state/mapInView.js";
import { tokenNameText } from "../../tokens/tokenName.js";

/** The sums of a map's rows and columns, each told to the last digit. */
export function sumsOfMap({ rowSums, columnSums }: HeatMap, queries: AxisUnits, keys: AxisUnits): Sums {
  return {
    rows: rowSums,
    columns: columnSums,
    sentence: (side, index) =>
      side === "rows"
        ? fill(labels.map.rowSum, { query: tokenNameText(queries.names, index), sum: sumText(rowSums[index]!) })
        : fill(labels.map.columnSum, { key: tokenNameText(keys.names, index), sum: sumText(columnSums[index]!) }),
  };
}

function sumText(sum: number): string {
  return Number.isFinite(sum) ? float32Text(sum) : fill(labels.map.noSum, { sum: float32Text(sum) });
}
