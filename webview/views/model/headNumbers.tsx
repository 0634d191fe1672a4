import { fill, labels } from "../../labels.js";
import { headNumberStep, MARGIN, pitch, type TileGeometry } from "./tileGeometry.js";

/** Below this, in CSS pixels from tile to tile, a number stands alone. */
const ROOM_FOR_LETTER = 26;

/** The heads' numbers above the columns. */
export function HeadNumbers({ geometry }: { readonly geometry: TileGeometry }) {
  const { columns, tile, left, top } = geometry;
  const { across } = pitch(geometry);
  const step = headNumberStep(geometry);
  const short = across < ROOM_FOR_LETTER;
  return (
    <div role="row" class="heads-numbers" aria-rowindex={1} style={{ height: `${top}px` }}>
      <span role="columnheader" class="heads-corner" style={{ width: `${left}px` }}>
        <span class="unseen">{labels.layer}</span>
      </span>
      {Array.from({ length: columns }, (_, head) => (
        <span
          role="columnheader"
          key={head}
          aria-label={fill(labels.headNumber, { head: head + 1 })}
          style={{ left: `${left + MARGIN + head * across}px`, width: `${tile}px` }}
        >
          {head % step > 0 ? (
            <span class="unseen">{head + 1}</span>
          ) : short ? (
            head + 1
          ) : (
            fill(labels.headShort, { head: head + 1 })
          )}
        </span>
      ))}
    </div>
  );
}

interface LayerNumberProps {
  readonly layer: number;
  readonly isStop: boolean;
  readonly onChoose: (layer: number, adding: boolean) => void;
}

/** A layer's number before its row; it shows all heads of the layer together. */
export function LayerNumber({ layer, isStop, onChoose }: LayerNumberProps) {
  return (
    <span role="rowheader" aria-colindex={1} class="layer-number">
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        title={fill(labels.heads.wholeLayer, { layer: layer + 1 })}
        onClick={(event) => onChoose(layer, event.ctrlKey || event.metaKey)}
      >
        {fill(labels.layerShort, { layer: layer + 1 })}
      </button>
    </span>
  );
}
