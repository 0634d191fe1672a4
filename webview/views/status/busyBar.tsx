import { usePage } from "../../state/pageContext.js";

/** A thin bar while a run is under way, and what it does. */
export function BusyBar() {
  const { model } = usePage();
  return (
    <div class="busy" role="status">
      {model.busy !== null && (
        <>
          <div class="busy-bar" role="progressbar" aria-label={model.busy} />
          <p class="busy-message">{model.busy}</p>
        </>
      )}
    </div>
  );
}
