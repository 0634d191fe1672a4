import { fill, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
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
