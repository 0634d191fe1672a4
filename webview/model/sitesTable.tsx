import type { AttentionGroup } from "../../src/attention/attentionGroup.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";
import type { SiteRow } from "./siteRows.js";
import { SiteRowView } from "./siteRowView.js";
import { Table } from "./table.js";

interface SitesTableProps {
  readonly group: AttentionGroup;
  /** Whether the model has no other group. */
  readonly isAlone: boolean;
  readonly rows: readonly SiteRow[];
}

/** The headings, in the order of `SiteRowView`'s cells. */
const columns = ["layers", "heads", "headDimension", "scale", "mask", "bias", "operator"] as const;

/** A group's sites, those with the same facts in one row. */
export function SitesTable({ group, isAlone, rows }: SitesTableProps) {
  const { shown, showMore } = useFirst(rows);
  const title = `sites-${group}`;
  return (
    <div class="table-part">
      {!isAlone && <h3 id={title}>{modelLabels.groups[group]}</h3>}
      <Table kind="sites" title={isAlone ? "sites" : title} columns={columns.map((column) => modelLabels[column])}>
        {shown.map((row) => (
          <SiteRowView key={row.layers} row={row} columns={columns.length} />
        ))}
      </Table>
      <More shown={shown.length} listed={rows.length} total={rows.length} onShow={showMore} />
    </div>
  );
}
