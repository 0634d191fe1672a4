import { Icon } from "../../icon.js";
import { keyText } from "../../keys/chord.js";
import { steps } from "../../keys/pageBindings.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import type { Step } from "../../state/pageModel.js";

const ORDER: readonly Step[] = ["back", "forward", "undo", "redo"];

/** Back and forth through what was looked at. */
export function StepButtons() {
  const { store, model } = usePage();
  return (
    <div class="steps" role="group" aria-label={labels.stepsTitle}>
      {ORDER.map((step) => {
        const [chord] = steps.find(({ does }) => does === step)!.chords;
        const name = fill(labels.steps[step], { key: keyText(chord!) });
        return (
          <button
            type="button"
            class="tool"
            key={step}
            data-step={step}
            aria-label={name}
            title={name}
            disabled={!model.steps[step]}
            onClick={() => store.take(step)}
          >
            <Icon name={step} />
          </button>
        );
      })}
    </div>
  );
}
