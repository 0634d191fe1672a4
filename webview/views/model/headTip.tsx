import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { headStatistics } from "../../../src/attention/headStatistics.js";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import type { TraceGroup } from "../../../src/attention/traceGroup.js";
import { fill, formatStatistic, labels } from "../../labels.js";
import { useObserved, type Observed } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { useTensor } from "../../state/useTensor.js";

/** A pointer that rests on a tile this long is told more of it, in milliseconds. */
const REST = 350;
/** How near it comes to the tile and to the window's edge, in CSS pixels. */
const BESIDE = 8;

interface HeadTipProps {
  readonly hint: Observed<LayerAndHead | null>;
  readonly group: TraceGroup;
  /** Where a head's tile stands in the window. */
  readonly boxOf: (head: LayerAndHead) => DOMRect;
}

/** The statistics of the head that the pointer or the focus rests on, beside its tile. */
export function HeadTip({ hint, group, boxOf }: HeadTipProps) {
  const hinted = useObserved(hint);
  const [rested, setRested] = useState<LayerAndHead | null>(null);
  useEffect(() => {
    setRested(null);
    if (!hinted) return;
    const timer = setTimeout(() => setRested(hinted), REST);
    return () => clearTimeout(timer);
  }, [hinted]);
  return rested && rested === hinted ? <Tip head={rested} group={group} box={boxOf(rested)} /> : null;
}

interface TipProps {
  readonly head: LayerAndHead;
  readonly group: TraceGroup;
  readonly box: DOMRect;
}

function Tip({ head, group, box }: TipProps) {
  const { model } = usePage();
  const statistics = useTensor(model.tensors!.headStatistics(group.group));
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { width, height } = tip.current!.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const right = box.right + BESIDE + width <= clientWidth;
    const left = right ? box.right + BESIDE : Math.max(BESIDE, box.left - BESIDE - width);
    tip.current!.style.left = `${left}px`;
    tip.current!.style.top = `${Math.max(BESIDE, Math.min(box.top, clientHeight - BESIDE - height))}px`;
  });
  const index = head.layer * group.heads + head.head;
  return (
    <div class="tip head-tip" role="tooltip" ref={tip}>
      <strong>{fill(labels.layerAndHead, { layer: head.layer + 1, head: head.head + 1 })}</strong>
      <dl>
        {headStatistics.map((statistic) => {
          const value = statistics?.[statistic][index];
          return [
            <dt key={statistic}>{labels.heads.statistics[statistic]}</dt>,
            <dd key={`${statistic} value`} data-value={value}>
              {value === undefined ? "…" : formatStatistic(value)}
            </dd>,
          ];
        })}
      </dl>
    </div>
  );
}
