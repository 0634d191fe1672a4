import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import type { Step } from "../../state/pageModel.js";

const SIGNS: Readonly<Record<Step, string>> = { back: "←", forward: "→", undo: "↶", redo: "↷" };

/** Back and forth through what was looked at. */
export function StepButtons() {
  const { store, model } = usePage();
  return (
    <div class="steps" role="group" aria-label={labels.stepsTitle}>
      {(Object.keys(SIGNS) as Step[]).map((step) => (
        <button
          type="button"
          class="tool"
          key={step}
          data-step={step}
          aria-label={labels.steps[step]}
          title={labels.steps[step]}
          disabled={!model.steps[step]}
          onClick={() => store.take(step)}
        >
          {SIGNS[step]}
        </button>
      ))}
    </div>
  );
}
