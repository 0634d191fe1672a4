import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { useObserved, type Observed } from "../../state/observed.js";
import type { HeadOrder } from "./headOrder.js";
import { tileCorner, type TileGeometry } from "./tileGeometry.js";

interface HintFrameProps {
  readonly hint: Observed<LayerAndHead | null>;
  readonly order: HeadOrder;
  readonly geometry: TileGeometry;
}

/** A frame around the tile under the pointer. */
export function HintFrame({ hint, order, geometry }: HintFrameProps) {
  const hinted = useObserved(hint);
  if (!hinted) return null;
  const { left, top, tile } = geometry;
  const { x, y } = tileCorner(geometry, order.placeOf(hinted));
  const box = { left: `${left + x}px`, top: `${top + y}px`, width: `${tile}px`, height: `${tile}px` };
  return <span class="hint-frame" role="presentation" style={box} />;
}
