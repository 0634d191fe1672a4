import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { SiteFacts } from "../../src/protocol/modelDescription.js";
import { fill, formatCount, formatValue } from "../labels.js";
import { modelLabels } from "./modelLabels.js";
import { More, useFirst } from "./more.js";
import { OperatorName } from "./operatorName.js";
import type { SiteRow } from "./siteRows.js";
import { Cell } from "./table.js";

interface SiteRowViewProps {
  readonly row: SiteRow;
  readonly columns: number;
}

/** Sites of equal facts as one row, which opens to show each one's node. */
export function SiteRowView({ row: { layers, facts, sites }, columns }: SiteRowViewProps) {
  const [isOpen, setOpen] = useState(false);
  const { heads, keyHeads, headDimension, scale, mask, bias, operator } = facts;
  return (
    <tbody role="rowgroup">
      <tr class="site-row" role="row">
        <th role="rowheader" scope="row">
          <button
            type="button"
            class="disclosure"
            aria-expanded={isOpen}
            aria-label={fill(modelLabels.showNodes, { layers })}
            onClick={() => setOpen(!isOpen)}
          >
            <span class="chevron" aria-hidden="true" />
            <Layers layers={layers} />
          </button>
        </th>
        <Cell label={modelLabels.heads}>
          {heads !== null && keyHeads !== null && keyHeads !== heads ? (
            fill(modelLabels.headsSharingKeys, { heads: formatCount(heads), keyHeads: formatCount(keyHeads) })
          ) : (
            <Known value={heads} />
          )}
        </Cell>
        <Cell label={modelLabels.headDimension}>
          <Known value={headDimension} />
        </Cell>
        <Cell label={modelLabels.scale}>
          <Scale scale={scale} headDimension={headDimension} />
        </Cell>
        <Cell label={modelLabels.mask}>
          {mask.map((kind) => modelLabels.masks[kind]).join(", ") || modelLabels.none}
        </Cell>
        <Cell label={modelLabels.bias}>{modelLabels.biases[bias]}</Cell>
        <Cell label={modelLabels.operator}>
          <OperatorName name={operator} />
        </Cell>
      </tr>
      {isOpen && (
        <tr role="row">
          <td role="cell" colSpan={columns}>
            <Nodes sites={sites} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Ranges, each of which stands on one line. */
function Layers({ layers }: { readonly layers: string }) {
  const ranges = layers.split(", ");
  return (
    <span>
      {ranges.map((range, place) => (
        <Fragment key={range}>
          <span class="whole">{place < ranges.length - 1 ? `${range},` : range}</span>{" "}
        </Fragment>
      ))}
    </span>
  );
}

function Nodes({ sites }: { readonly sites: readonly SiteFacts[] }) {
  const { shown, showMore } = useFirst(sites);
  return (
    <>
      <ul class="nodes">
        {shown.map(({ layer, node }) => (
          <li key={layer}>
            <span class="layer">{fill(modelLabels.nodeOfLayer, { layer: layer + 1 })}</span> <code>{node}</code>
          </li>
        ))}
      </ul>
      <More shown={shown.length} listed={sites.length} total={sites.length} onShow={showMore} />
    </>
  );
}

function Scale({ scale, headDimension }: Pick<SiteFacts, "scale" | "headDimension">) {
  // Most scale by the root of d_k: then its number alone would hide that.
  const isInverseRoot =
    scale !== null && headDimension !== null && Math.abs(scale * Math.sqrt(headDimension) - 1) < 1e-3;
  return (
    <>
      <Known value={scale} />
      {isInverseRoot && <span class="hint whole"> {fill(modelLabels.inverseRoot, { dimension: headDimension })}</span>}
    </>
  );
}

function Known({ value }: { readonly value: number | null }) {
  if (value !== null) return <>{Number.isInteger(value) ? formatCount(value) : formatValue(value)}</>;
  return (
    <>
      <span aria-hidden="true">{modelLabels.unknown}</span>
      <span class="unseen">{modelLabels.unknownSpoken}</span>
    </>
  );
}
