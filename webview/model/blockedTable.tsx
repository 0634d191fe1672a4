import type { BlockedFacts, Listed } from "../../src/protocol/modelDescription.js";
import { formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";
import { OperatorName } from "./operatorName.js";
import { Cell, Table } from "./table.js";

/** What looks like attention and was not recognised, with the reasons. */
export function BlockedTable({ blocked }: { readonly blocked: Listed<BlockedFacts> }) {
  const { shown, showMore } = useFirst(blocked.entries);
  return (
    <section>
      <h2 id="blocked">
        {modelLabels.blocked} <span class="count">{formatCount(blocked.total)}</span>
      </h2>
      <p class="hint">{modelLabels.blockedHint}</p>
      <Table kind="blocked" title="blocked" columns={[modelLabels.node, modelLabels.operator, modelLabels.reason]}>
        <tbody role="rowgroup">
          {shown.map(({ node, operator, reason }, place) => (
            <tr key={place} role="row">
              <Cell label={modelLabels.node}>
                <code>{node}</code>
              </Cell>
              <Cell label={modelLabels.operator}>
                <OperatorName name={operator} />
              </Cell>
              <Cell label={modelLabels.reason}>{sentence(reason)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <More shown={shown.length} listed={blocked.entries.length} total={blocked.total} onShow={showMore} />
    </section>
  );
}

/** A clause as a sentence. */
function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
