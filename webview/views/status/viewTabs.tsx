import { useRef } from "preact/hooks";
import { views } from "../../../src/protocol/look.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { ExportMenu } from "../../export/exportMenu.js";
import { Busy } from "./busy.js";
import { OverviewButton } from "./overviewButton.js";
import { StepButtons } from "./stepButtons.js";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The views as tabs; each has a digit for its key. */
export function ViewTabs() {
  const { store, model } = usePage();
  const list = useRef<HTMLDivElement>(null);
  const { open } = model.look;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    // With Alt an arrow goes back or forth.
    if (step === undefined || event.altKey) return;
    const next = (views.indexOf(open) + step + views.length) % views.length;
    store.open(views[next]!);
    (list.current!.children[next] as HTMLElement).focus();
    event.preventDefault();
  };
  return (
    <div class="view-tabs">
      <div class="tabs" role="tablist" aria-label={labels.viewsOfTrace} ref={list} onKeyDown={onKeyDown}>
        {views.map((view, index) => (
          <button
            type="button"
            role="tab"
            key={view}
            id={`tab-${view}`}
            aria-selected={open === view}
            aria-controls="view"
            tabIndex={open === view ? 0 : -1}
            title={fill(labels.viewTip, { view: labels.views[view], key: index + 1 })}
            onClick={() => store.open(view)}
          >
            {labels.views[view]}
          </button>
        ))}
      </div>
      <Busy />
      <div class="view-tools">
        <OverviewButton />
        <StepButtons />
        <ExportMenu />
      </div>
    </div>
  );
}
