import type { ComponentChildren } from "preact";
import {
  merges,
  MOST_KEPT,
  plainRecipe,
  poolings,
  scaledOver,
  scales,
  type Recipe,
} from "../../../src/attention/recipe.js";
import { THUMBNAIL_SIZE } from "../../../src/attention/thumbnails.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import "./filterPanel.css";
import { PalettePicker } from "./palettePicker.js";
import { isPlain } from "./recipeSteps.js";
import { useRecipeDrag } from "./recipeDrag.js";
import { Segments } from "./segments.js";
import { SliderAndNumber } from "./sliderAndNumber.js";
import { thresholdStops, topKStops } from "./stops.js";

/** Everything that can be done to the weights and their colours, in its order. */
export function FilterPanel() {
  const { store, model } = usePage();
  const { recipe } = model.look;
  const look = labels.look;
  const change = (changed: Partial<Recipe>) => store.look({ recipe: { ...store.model.value.look.recipe, ...changed } });
  return (
    <>
      <div class="filter-part">
        <h2>{look.filterTitle}</h2>
        <div class="filter-control" data-control="dropSpecial">
          <label class="filter-check">
            <input
              type="checkbox"
              aria-describedby="tip-dropSpecial"
              checked={recipe.dropSpecial}
              onChange={({ currentTarget }) => change({ dropSpecial: currentTarget.checked })}
            />
            {look.dropSpecial}
          </label>
          <p class="hint" id="tip-dropSpecial">
            {look.dropSpecialTip}
          </p>
        </div>
        <FilterControl control="merge" name={look.merge} tip={look.mergeTip}>
          <Segments
            label={look.merge}
            options={merges}
            picked={recipe.merge}
            nameOf={(merge) => look.merges[merge]}
            onPick={(merge) => change({ merge })}
          />
        </FilterControl>
        <Threshold />
        <TopK />
      </div>
      <div class="filter-part">
        <h2>{look.coloursTitle}</h2>
        <p class="hint">{look.coloursNote}</p>
        <FilterControl control="scale" name={look.scale} tip={look.scaleTip}>
          <Segments
            label={look.scale}
            options={scales}
            picked={recipe.scale}
            nameOf={(scale) => look.scales[scale]}
            titleOf={(scale) => look.scaleNames[scale]}
            onPick={(scale) => change({ scale })}
          />
          <span class="filter-name">{look.scaledOver}</span>
          <Segments
            label={look.scaledOver}
            options={scaledOver}
            picked={recipe.scaledOver}
            nameOf={(over) => look.scaledOvers[over]}
            onPick={(over) => change({ scaledOver: over })}
          />
        </FilterControl>
        <FilterControl control="pooling" name={look.pooling} tip={fill(look.poolingTip, { size: THUMBNAIL_SIZE })}>
          <Segments
            label={look.pooling}
            options={poolings}
            picked={recipe.pooling}
            nameOf={(pooling) => look.poolings[pooling]}
            onPick={(pooling) => change({ pooling })}
          />
        </FilterControl>
        <FilterControl control="palette" name={look.palette} tip={look.paletteTip}>
          <PalettePicker />
        </FilterControl>
      </div>
      <button
        type="button"
        class="tool wide-tool"
        disabled={isPlain(recipe)}
        onClick={() => store.look({ recipe: plainRecipe })}
      >
        {look.backToPlain}
      </button>
    </>
  );
}

function Threshold() {
  const drag = useRecipeDrag("threshold");
  const { threshold } = usePage().model.look.recipe;
  return (
    <FilterControl control="threshold" name={labels.look.threshold} tip={labels.look.thresholdTip}>
      <SliderAndNumber
        id="filter-threshold"
        label={labels.look.threshold}
        numberLabel={labels.look.thresholdNumber}
        description="tip-threshold"
        stops={thresholdStops}
        value={threshold}
        off={0}
        minimum={0}
        maximum={1}
        step="any"
        placeholder="0"
        textOf={(least) =>
          least === 0 || least === null
            ? labels.look.everyWeight
            : fill(labels.look.thresholdStep, { threshold: least })
        }
        gestures={drag.gestures}
        onChange={(least) => drag.change({ threshold: least ?? 0 })}
        onSettle={drag.finish}
      />
    </FilterControl>
  );
}

function TopK() {
  const drag = useRecipeDrag("topK");
  const { topK } = usePage().model.look.recipe;
  return (
    <FilterControl control="topK" name={labels.look.topK} tip={labels.look.topKTip}>
      <SliderAndNumber
        id="filter-topK"
        label={labels.look.topK}
        numberLabel={labels.look.topKNumber}
        description="tip-topK"
        stops={topKStops}
        value={topK}
        off={null}
        minimum={1}
        maximum={MOST_KEPT}
        step={1}
        placeholder={labels.look.off}
        textOf={(count) => (count === null ? labels.look.everyKey : fill(labels.look.topKStep, { count }))}
        gestures={drag.gestures}
        onChange={(count) => drag.change({ topK: count })}
        onSettle={drag.finish}
      />
    </FilterControl>
  );
}

interface FilterControlProps {
  readonly control: string;
  readonly name: string;
  readonly tip: string;
  readonly children: ComponentChildren;
}

/** A control with its name above and, below, what it does to the numbers. */
function FilterControl({ control, name, tip, children }: FilterControlProps) {
  return (
    <div class="filter-control" data-control={control}>
      <span class="filter-name">{name}</span>
      {children}
      <p class="hint" id={`tip-${control}`}>
        {tip}
      </p>
    </div>
  );
}
