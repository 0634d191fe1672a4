import { useEffect, useRef } from "preact/hooks";
import { defaultPreferences } from "../../../src/protocol/defaultPreferences.js";
import { Icon } from "../../icon.js";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";

/** Hides the overview of all heads beside the open view, and shows it again as large as it was. */
export function OverviewButton() {
  const { store, model } = usePage();
  const { open, split } = model.look;
  const last = useRef(defaultPreferences.split);
  useEffect(() => {
    if (split > 0) last.current = split;
  }, [split]);
  // These views have no overview beside them.
  if (open === "model" || open === "positions") return null;
  const shown = split > 0;
  const name = shown ? labels.hideOverview : labels.showOverview;
  return (
    <button
      type="button"
      class="tool overview-button"
      aria-label={name}
      title={name}
      data-overview={shown ? "shown" : "hidden"}
      onClick={() => store.look({ split: shown ? 0 : last.current }, null)}
    >
      <Icon name="heads" />
    </button>
  );
}
