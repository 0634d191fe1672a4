import { useContext } from "preact/hooks";
import { fill, formatWeight, labels } from "../../labels.js";
import { useObserved } from "../../state/observed.js";
import { PageContext } from "../../state/pageContext.js";
import { inHandOf, linesInHand } from "./inHand.js";
import { labelPlaces, type Side } from "./labelPlaces.js";
import { lineEnds, type LineEnd } from "./lineEnds.js";
import type { LinesPictureProps, ShownLines } from "./linesPicture.js";
import { middleOf } from "./sideLayout.js";

interface TokenLabelsProps extends LinesPictureProps {
  /** A CSS class for one unit, such as that of an edited token. */
  readonly classOf: Readonly<Record<Side, (unit: number) => string>>;
}

/** The tokens of both sides that there is room for; those in hand, and the other ends of their lines with the weights. */
export function TokenLabels(props: TokenLabelsProps) {
  const { shown, pinned, isolated } = props;
  const store = useContext(PageContext);
  const inHand = inHandOf(pinned, useObserved(store.pointed));
  const among = linesInHand(shown.lines, inHand, useObserved(isolated));
  const ends = among ? lineEnds(shown.lines, inHand, among) : { queries: [], keys: [] };
  const pins = inHandOf(pinned, { row: null, column: null });
  return (
    <>
      {(["queries", "keys"] as const).map((side) => (
        <SideLabels key={side} side={side} of={props} ends={ends[side]} inHand={inHand[side]} pins={pins[side]} />
      ))}
    </>
  );
}

interface SideLabelsProps {
  readonly side: Side;
  readonly of: TokenLabelsProps;
  readonly ends: readonly LineEnd[];
  readonly inHand: ReadonlySet<number>;
  readonly pins: ReadonlySet<number>;
}

function SideLabels({ side, of, ends, inHand, pins }: SideLabelsProps) {
  const { map, shown, geometry } = of;
  const { orientation, zoom, scrolled, length, labels: room } = geometry;
  const vertical = orientation === "vertical";
  const { names } = map[side];
  const { plain, stressed } = labelPlaces(side, map[side], geometry, inHand, ends, shown.heads.length);
  const lineTo = new Map(ends.map(({ unit, line }) => [unit, line]));
  const placeOf = (unit: number) => {
    const middle = `${middleOf(geometry[side], unit, zoom, scrolled)}px`;
    return vertical ? { top: middle } : { left: middle };
  };
  const size = vertical ? { width: `${room}px`, height: `${length}px` } : { width: `${length}px`, height: `${room}px` };
  return (
    <div class={`side ${side}`} aria-hidden="true" style={size}>
      {plain.map((unit) => (
        <span key={unit} class={`label ${of.classOf[side](unit)}`} data-index={unit} style={placeOf(unit)}>
          {names.labels[unit]}
        </span>
      ))}
      {stressed.map((unit) => {
        const line = lineTo.get(unit);
        const mark = pins.has(unit) ? "pinned" : inHand.has(unit) ? "pointed" : "end";
        return (
          <span key={`${unit} ${mark}`} class={`label ${mark}`} data-index={unit} style={placeOf(unit)}>
            {line !== undefined && <Weight shown={shown} line={line} />}
            <span class="text">{names.labels[unit]}</span>
          </span>
        );
      })}
    </div>
  );
}

function Weight({ shown, line }: { readonly shown: ShownLines; readonly line: number }) {
  return (
    <data class="weight" value={String(shown.lines.weights[line])}>
      {endText(shown, line)}
    </data>
  );
}

/** A line's weight beside a label: with its head where several heads are shown. */
export function endText({ lines, heads }: ShownLines, line: number): string {
  const weight = formatWeight(lines.weights[line]!);
  if (heads.length === 1) return weight;
  const { layer, head } = heads[lines.heads[line]!]!;
  const oneLayer = heads.every((one) => one.layer === layer);
  const template = oneLayer ? labels.lines.weightOfHead : labels.lines.weightOfLayerAndHead;
  return fill(template, { layer: layer + 1, head: head + 1, weight });
}
