import type { ModelDescription } from "../../src/protocol/modelDescription.js";
import { fill } from "../labels.js";
import { BlockedTable } from "./blockedTable.js";
import type { ModelHost } from "./modelHost.js";
import { modelLabels } from "./modelLabels.js";
import { ModelHeader } from "./modelHeader.js";
import { PositionsSection } from "./positionsSection.js";
import { SitesSection } from "./sitesSection.js";
import { ValuesTable } from "./valuesTable.js";

interface ModelViewProps {
  readonly host: ModelHost;
  readonly description: ModelDescription;
}

/** All that is known of a model. */
export function ModelView({ host, description }: ModelViewProps) {
  const { sites, positions, noPositions, blocked, inputs, outputs, fault } = description;
  return (
    <>
      <ModelHeader description={description} />
      {fault !== null && (
        <div class="message failure" role="note">
          <p>{fill(modelLabels.notRunnable, { fault })}</p>
        </div>
      )}
      {sites.total > 0 && fault === null && (
        <button type="button" class="button" onClick={() => host.emit("showAttention", {})}>
          {modelLabels.showAttention}
        </button>
      )}
      {sites.total > 0 ? (
        <SitesSection sites={sites} />
      ) : (
        <section>
          <h2>{modelLabels.noSites}</h2>
          <p>{blocked.total > 0 ? modelLabels.noSitesBlocked : modelLabels.noSitesAtAll}</p>
        </section>
      )}
      {sites.total > 0 && <PositionsSection positions={positions} reason={noPositions} />}
      {blocked.total > 0 && <BlockedTable blocked={blocked} />}
      <ValuesTable title={modelLabels.inputs} values={inputs} />
      <ValuesTable title={modelLabels.outputs} values={outputs} />
    </>
  );
}
