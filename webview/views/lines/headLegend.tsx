import { useRef } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { Ramp } from "../../theme/ramp.js";
import { fill, labels } from "../../labels.js";
import { sameHead } from "../../state/looks.js";
import type { Observed } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { mapInView } from "../../state/mapInView.js";
import { headLooks } from "./headColours.js";
import { LEVELS } from "./headLines.js";

/** More buttons than these nobody reads through; the model's thumbnails have every head. */
const MOST_HEADS = 64;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

interface HeadLegendProps {
  readonly hues: readonly string[];
  readonly ramp: Ramp;
  /** The place in its set of the head that is alone looked at. */
  readonly isolated: Observed<number | null>;
}

/** Which head's lines look how: those of the layer in view, and those of other layers in the set. Each can be switched. */
export function HeadLegend({ hues, ramp, isolated }: HeadLegendProps) {
  const { store, model } = usePage();
  const box = useRef<HTMLDivElement>(null);
  const { set, view } = model.look;
  const all = headsOf(set, view.layer, mapInView(model).group.heads);
  if (all.length < 2) return null;
  const heads = all.slice(0, MOST_HEADS);
  const looks = headLooks(set, hues, ramp, LEVELS);
  const tabbable = Math.max(
    0,
    heads.findIndex((head) => sameHead(head, view)),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey) return;
    const buttons = Array.from(box.current!.querySelectorAll("button"));
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(now + step + buttons.length) % buttons.length]!.focus();
    event.preventDefault();
  };
  return (
    <div class="head-legend" role="group" aria-label={labels.lines.heads} ref={box} onKeyDown={onKeyDown}>
      {heads.map((head, index) => {
        const place = set.findIndex((one) => sameHead(one, head));
        const look = looks[place];
        const isolate = (on: boolean) => isolated.set(on && place >= 0 && set.length > 1 ? place : null);
        const name = fill(labels.layerAndHead, { layer: head.layer + 1, head: head.head + 1 });
        return (
          <button
            type="button"
            key={`${head.layer} ${head.head}`}
            class="legend-head"
            aria-pressed={place >= 0}
            title={fill(place >= 0 ? labels.lines.switchOff : labels.lines.switchOn, { head: name })}
            tabIndex={index === tabbable ? 0 : -1}
            onPointerEnter={() => isolate(true)}
            onPointerLeave={() => isolate(false)}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && isolate(true)}
            onBlur={() => isolate(false)}
            onClick={() => {
              isolate(false);
              store.toggleHead(head);
            }}
          >
            <span class="head-swatch" style={look && { borderTop: `3px ${look.dash} ${look.colours[LEVELS - 1]!}` }} />
            {nameOf(head, view.layer)}
          </button>
        );
      })}
      {all.length > heads.length && (
        <span class="hint">{fill(labels.lines.moreHeads, { count: all.length - heads.length })}</span>
      )}
    </div>
  );
}

/** The heads of a layer, and those of a set that other layers have. */
function headsOf(set: readonly LayerAndHead[], layer: number, heads: number): readonly LayerAndHead[] {
  const ofLayer = Array.from({ length: heads }, (_, head) => ({ layer, head }));
  return [...ofLayer, ...set.filter((one) => one.layer !== layer)];
}

/** A head by its number, and by its layer's where that is another than the one in view. */
function nameOf({ layer, head }: LayerAndHead, inView: number): string {
  const template = layer === inView ? labels.headShort : labels.lines.layerAndHeadShort;
  return fill(template, { layer: layer + 1, head: head + 1 });
}
