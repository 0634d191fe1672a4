import type { RefObject } from "preact";
import { keepsWeights } from "../../../src/attention/recipe.js";
import { Icon } from "../../icon.js";
import { fill, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { recipeSteps } from "./recipeSteps.js";

/** The recipe in its order: each step opens what changes it, and can be taken away. */
export function RecipeChips({ filter }: { readonly filter: RefObject<HTMLButtonElement> }) {
  const { store, model } = usePage();
  const { open, recipe, set } = model.look;
  const { queries, keys } = mapInView(model);
  // Heads stand beside each other there; in the other views one map is made of them.
  const apart = set.length === 1 || open === "lines" || open === "model";
  return (
    <ul class="recipe" aria-label={labels.look.recipe}>
      {apart && keepsWeights(recipe) && (
        <li class="unchanged" title={labels.look.plainTip}>
          {labels.look.plain}
        </li>
      )}
      {recipeSteps(recipe, Math.max(queries.count, keys.count)).map(({ control, text, plain }) => (
        <li class={`chip ${plain ? "" : "given"}`} key={control} data-step={control}>
          <button
            type="button"
            class="chip-open"
            aria-haspopup="dialog"
            title={fill(labels.look.openStep, { step: text })}
            onClick={() => store.dialog.set({ kind: "filter", control })}
          >
            {text}
          </button>
          {plain && (
            <button
              type="button"
              class="chip-drop"
              aria-label={fill(labels.look.dropStep, { step: text })}
              title={fill(labels.look.dropStep, { step: text })}
              onClick={() => {
                // The step goes, and what had the focus with it.
                filter.current!.focus();
                store.look({ recipe: { ...recipe, ...plain } });
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
