import { encodeFor } from "../../src/attention/encodeFor.js";
import type { ModelHostEvents } from "../../src/protocol/modelPageProtocol.js";
import { fill } from "../labels.js";
import type { ModelHost } from "./modelHost.js";
import { modelLabels } from "./modelLabels.js";

interface ModelFailureProps {
  readonly host: ModelHost;
  readonly failure: ModelHostEvents["failed"];
}

/** Why a file cannot be described, and ways on. */
export function ModelFailure({ host, failure: { name, message } }: ModelFailureProps) {
  return (
    <section class="model-failure">
      <h1>{fill(modelLabels.failed, { name })}</h1>
      <p>{encodeFor("page", message)}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => host.emit("tryAgain", {})}>
          {modelLabels.tryAgain}
        </button>
        <button type="button" class="button secondary" onClick={() => host.emit("openAsText", {})}>
          {modelLabels.openAsText}
        </button>
        <button type="button" class="button secondary" onClick={() => host.emit("showLog", {})}>
          {modelLabels.showLog}
        </button>
      </div>
    </section>
  );
}
