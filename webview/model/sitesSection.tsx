import { attentionGroups } from "../../src/attention/traceGroup.js";
import type { Listed, SiteFacts } from "../../src/protocol/modelDescription.js";
import { fill, formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { siteRows } from "./siteRows.js";
import { SitesTable } from "./sitesTable.js";

/** The attention sites, a table a group. */
export function SitesSection({ sites }: { readonly sites: Listed<SiteFacts> }) {
  const groups = attentionGroups
    .map((group) => ({ group, rows: siteRows(sites.entries, group) }))
    .filter(({ rows }) => rows.length > 0);
  const isUnknown = sites.entries.some(({ heads, headDimension, scale }) =>
    [heads, headDimension, scale].includes(null),
  );
  const notListed = sites.total - sites.entries.length;
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">
        {modelLabels.sites} <span class="count">{formatCount(sites.total)}</span>
      </h2>
      {groups.map(({ group, rows }) => (
        <SitesTable key={group} group={group} isAlone={groups.length === 1} rows={rows} />
      ))}
      {notListed > 0 && <p class="hint">{fill(modelLabels.leftOut, { count: formatCount(notListed) })}</p>}
      {isUnknown && <p class="hint">{modelLabels.unknownHint}</p>}
    </section>
  );
}
