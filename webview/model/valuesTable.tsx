import type { Listed, ValueFacts } from "../../src/protocol/modelDescription.js";
import { formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";
import { Cell, Table } from "./table.js";

/** How many are drawn at first: a decoder with a cache has hundreds, one like another. */
const FIRST = 12;

interface ValuesTableProps {
  readonly title: string;
  readonly values: Listed<ValueFacts>;
}

/** A graph's inputs or its outputs. */
export function ValuesTable({ title, values }: ValuesTableProps) {
  const { shown, showMore } = useFirst(values.entries, FIRST);
  if (values.total === 0) return null;
  return (
    <section>
      <h2 id={title}>
        {title} <span class="count">{formatCount(values.total)}</span>
      </h2>
      <Table kind="values" title={title} columns={[modelLabels.name, modelLabels.type, modelLabels.shape]}>
        <tbody role="rowgroup">
          {shown.map(({ name, type, shape }, place) => (
            <tr key={place} role="row">
              <Cell label={modelLabels.name}>
                <code>{name}</code>
              </Cell>
              <Cell label={modelLabels.type}>{type ?? modelLabels.unknownShape}</Cell>
              <Cell label={modelLabels.shape}>{shapeText(shape)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <More shown={shown.length} listed={values.entries.length} total={values.total} onShow={showMore} />
    </section>
  );
}

/** "[batch, sequence, 768]". */
function shapeText(shape: ValueFacts["shape"]): string {
  if (shape === null) return modelLabels.unknownShape;
  return `[${shape.map((axis) => axis ?? "?").join(", ")}]`;
}
