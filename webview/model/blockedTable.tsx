import type { BlockedFacts, Listed } from "../../src/protocol/modelDescription.js";
import { formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";

/** What looks like attention and was not recognised, with the reasons. */
export function BlockedTable({ blocked }: { readonly blocked: Listed<BlockedFacts> }) {
  const { shown, showMore } = useFirst(blocked.entries);
  return (
    <section>
      <h2 id="blocked">
        {modelLabels.blocked} <span class="count">{formatCount(blocked.total)}</span>
      </h2>
      <p class="hint">{modelLabels.blockedHint}</p>
      <table class="blocked" aria-labelledby="blocked">
        <thead>
          <tr>
            <th scope="col">{modelLabels.node}</th>
            <th scope="col">{modelLabels.operator}</th>
            <th scope="col">{modelLabels.reason}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ node, operator, reason }, place) => (
            <tr key={place}>
              <td>
                <code>{node}</code>
              </td>
              <td class="operator">{operator}</td>
              <td>{sentence(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={shown.length} listed={blocked.entries.length} total={blocked.total} onShow={showMore} />
    </section>
  );
}

/** A clause as a sentence. */
function sentence(clause: string): string {
  const text = clause.charAt(0).toUpperCase() + clause.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
