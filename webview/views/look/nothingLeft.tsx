import { useLayoutEffect } from "preact/hooks";
import { labels, fill } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { thumbnailsPainted, viewPainted } from "../../state/paintLedger.js";
import { useTensor } from "../../state/useTensor.js";
import { Button } from "../../toolkit.js";

/** Says so where the filters leave no weight, with the way back. */
export function NothingLeft() {
  const { store, model } = usePage();
  const { heads, recipe } = mapInView(model);
  const map = useTensor(recipe.threshold > 0 ? model.tensors!.heatMap(heads, recipe) : null);
  return (
    <div role="status" class="nothing-left">
      {map?.maximum === 0 && (
        <>
          <p>{fill(labels.look.allBelow, { threshold: recipe.threshold })}</p>
          <Button
            text={labels.look.showAllWeights}
            secondary
            onClick={() => store.look({ recipe: { ...recipe, threshold: 0 } })}
          />
        </>
      )}
    </div>
  );
}

/** In place of every view where each token is special and special ones are left out. */
export function NoTokenLeft() {
  const { store, model } = usePage();
  const { open, recipe } = model.look;
  useLayoutEffect(() => {
    // There is nothing to be painted, so it is.
    store.ledger.painted(thumbnailsPainted(model));
    if (open !== "model" && open !== "positions") store.ledger.painted(viewPainted(model, open));
  });
  return (
    <div role="status" class="nothing-left">
      <p>{labels.look.onlySpecial}</p>
      <Button
        text={labels.look.keepSpecial}
        secondary
        onClick={() => store.look({ recipe: { ...recipe, dropSpecial: false } })}
      />
    </div>
  );
}
