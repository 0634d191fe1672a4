import { labels } from "../../labels.js";
import type { MapInView } from "../../state/mapInView.js";
import { pictureSize, type LinesGeometry } from "./linesGeometry.js";

interface SideTitleProps {
  readonly map: MapInView;
  readonly geometry: LinesGeometry;
  /** Above the picture, or below it. */
  readonly at: "start" | "end";
}

/** Which side is the queries' and which the keys': over two columns both, over and under two rows one each. */
export function SideTitle({ map, geometry, at }: SideTitleProps) {
  const [query, key] = sideNames(map);
  const vertical = geometry.orientation === "vertical";
  if (vertical && at === "end") return null;
  return (
    <div class="side-title" style={vertical ? { width: `${pictureSize(geometry).width}px` } : {}}>
      {at === "start" && <span>{query}</span>}
      {(vertical || at === "end") && <span>{key}</span>}
    </div>
  );
}

/** What the sides are called. */
export function sideNames({ group, several }: MapInView): readonly [queries: string, keys: string] {
  const { queriesOf, keysOf, queries, keys } = labels.lines;
  return several || group.queries !== group.keys ? [queriesOf[group.queries], keysOf[group.keys]] : [queries, keys];
}
