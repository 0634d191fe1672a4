import { useEffect } from "preact/hooks";
import "../page.css";
import "../views/status/status.css";
import "./model.css";
import { fill, formatCount } from "../labels.js";
import type { ModelHost } from "./modelHost.js";
import { ModelFailure } from "./modelFailure.js";
import { modelLabels } from "./modelLabels.js";
import { useModelState, type ModelState } from "./modelState.js";
import { ModelView } from "./modelView.js";
import { Reading } from "./reading.js";

/** The page of a model's editor. */
export function ModelPage({ host }: { readonly host: ModelHost }) {
  const state = useModelState(host);
  const { reading, description, failure } = state;
  usePaintReport(host, state);
  return (
    <main class="model-page">
      <p class="unseen" role="status">
        {description && spoken(description.sites.total)}
      </p>
      {reading !== null && <Reading name={reading} isFirst={description === null && failure === null} />}
      <div role="alert">{failure && <ModelFailure host={host} failure={failure} />}</div>
      {description && <ModelView host={host} description={description} />}
    </main>
  );
}

function spoken(sites: number): string {
  if (sites === 0) return modelLabels.noSites;
  return sites === 1 ? modelLabels.oneSite : fill(modelLabels.siteCount, { count: formatCount(sites) });
}

/** Tells the host what is on screen, once it is. */
function usePaintReport(host: ModelHost, { description, failure }: ModelState): void {
  useEffect(() => {
    if (!description && !failure) return;
    host.emit("painted", {
      name: (description ?? failure)!.name,
      sites: description?.sites.total ?? 0,
      rows: document.querySelectorAll(".site-row").length,
      blocked: description?.blocked.total ?? 0,
      failure: failure?.message ?? null,
    });
  }, [host, description, failure]);
}
