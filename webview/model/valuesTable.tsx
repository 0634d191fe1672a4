import type { Listed, ValueFacts } from "../../src/protocol/modelDescription.js";
import { formatCount } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";

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
      <table class="values" aria-labelledby={title}>
        <thead>
          <tr>
            <th scope="col">{modelLabels.name}</th>
            <th scope="col">{modelLabels.type}</th>
            <th scope="col">{modelLabels.shape}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, type, shape }, place) => (
            <tr key={place}>
              <td>
                <code>{name}</code>
              </td>
              <td>{type ?? modelLabels.unknownShape}</td>
              <td>{shapeText(shape)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={shown.length} listed={values.entries.length} total={values.total} onShow={showMore} />
    </section>
  );
}

/** "[batch, sequence, 768]". */
function shapeText(shape: ValueFacts["shape"]): string {
  if (shape === null) return modelLabels.unknownShape;
  return `[${shape.map((axis) => axis ?? "?").join(", ")}]`;
}
