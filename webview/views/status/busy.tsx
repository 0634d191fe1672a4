import { usePage } from "../../state/pageContext.js";

/** What a run does while it is under way, and a thin bar over the page, which does not move for it. */
export function Busy() {
  const { model } = usePage();
  return (
    <div class="busy" role="status">
      {model.busy !== null && (
        <>
          <div class="busy-bar" role="progressbar" aria-label={model.busy} />
          <p class="busy-message" title={model.busy}>
            {model.busy}
          </p>
        </>
      )}
    </div>
  );
}
