import { usePage } from "../../state/pageContext.js";

/** A thin bar while a run is under way. It lies over the page, which does not move. */
export function BusyBar() {
  const { model } = usePage();
  return model.busy === null ? null : <div class="busy-bar" role="progressbar" aria-label={model.busy} />;
}

/** What the run does, where there is room for it anyway. */
export function BusyMessage() {
  const { model } = usePage();
  return (
    <p class="busy-message" role="status" title={model.busy ?? undefined}>
      {model.busy}
    </p>
  );
}
