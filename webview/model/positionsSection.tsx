import type { Listed, PositionFacts } from "../../src/protocol/modelDescription.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";
import { layerRanges } from "./siteRows.js";
import { Cell, Table } from "./table.js";

interface PositionsSectionProps {
  readonly positions: Listed<PositionFacts>;
  /** Why there are none. */
  readonly reason: string | null;
}

/** How a model tells where its tokens stand. */
export function PositionsSection({ positions, reason }: PositionsSectionProps) {
  const { shown, showMore } = useFirst(positions.entries);
  const { positionKind, positionPlace, actsIn, shape: shapeLabel } = modelLabels;
  return (
    <section>
      <h2 id="positions">{modelLabels.positions}</h2>
      {positions.total === 0 && <p>{reason}</p>}
      {positions.total > 0 && (
        <Table kind="encodings" title="positions" columns={[positionKind, positionPlace, actsIn, shapeLabel]}>
          <tbody role="rowgroup">
            {shown.map(({ kind, place, group, layers, shape }, row) => (
              <tr key={row} role="row">
                <Cell label={positionKind}>{modelLabels.positionKinds[kind]}</Cell>
                <Cell label={positionPlace}>{modelLabels.positionPlaces[place]}</Cell>
                <Cell label={actsIn}>
                  {modelLabels.groups[group]} {layerRanges(layers)}
                </Cell>
                <Cell label={shapeLabel}>[{shape.join(", ")}]</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <More shown={shown.length} listed={positions.entries.length} total={positions.total} onShow={showMore} />
    </section>
  );
}
