import type { Listed, ModelDescription } from "../../src/protocol/modelDescription.js";
import { fill, formatCount } from "../labels.js";
import { byteText } from "./byteText.js";
import { modelLabels } from "./modelLabels.js";

/** How many names a fact spells out; the rest is counted. */
const NAMED = 6;

/** What file it is. */
export function ModelHeader({ description }: { readonly description: ModelDescription }) {
  const { name, bytes, producer, operatorSets, nodes, externalFiles } = description;
  const versions = shortList(operatorSets, ({ domain, version }) =>
    fill(modelLabels.operatorSet, { domain: domain === "ai.onnx" ? "ONNX" : domain, version }),
  );
  const facts: (readonly [label: string, fact: string])[] = [
    [modelLabels.size, byteText(bytes)],
    [modelLabels.producer, producer || modelLabels.unknownProducer],
    [modelLabels.operatorSets, versions],
    [modelLabels.nodes, formatCount(nodes)],
  ];
  if (externalFiles.total > 0) facts.push([modelLabels.externalFiles, shortList(externalFiles, (file) => file)]);
  return (
    <header class="model-header">
      <h1>{name}</h1>
      <dl>
        {facts.map(([label, fact]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function shortList<T>({ entries, total }: Listed<T>, text: (entry: T) => string): string {
  if (total === 0) return modelLabels.none;
  const named = entries.slice(0, NAMED);
  const more = total - named.length;
  const left = more > 0 ? [fill(modelLabels.leftOut, { count: formatCount(more) })] : [];
  return [...named.map(text), ...left].join(", ");
}
