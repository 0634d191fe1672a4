import type { ProviderReport } from "../../../src/attention/trace.js";
import { fill, formatCount, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Fact } from "./fact.js";
import "./status.css";

/** What was run on what: the source, the encoder, and what really ran it for how long. */
export function Header() {
  const { model } = usePage();
  const { trace } = model.traced!;
  const { encoder, provider, timings } = trace;
  const count = trace.tokens.ids.length;
  const rounded = { load: ms(timings.load), tokenize: ms(timings.tokenize), run: ms(timings.run) };
  return (
    <header>
      <h1 title={model.source!.title}>
        <bdi>{model.source!.title}</bdi>
      </h1>
      <ul class="facts">
        <Fact
          text={encoder.name}
          tip={fill(labels.encoderFacts, {
            name: encoder.name,
            version: encoder.version,
            layers: encoder.layers,
            heads: encoder.heads,
            headDimension: encoder.headDimension ?? 0,
            dimension: encoder.dimension ?? 0,
            trainedLength: formatCount(encoder.trainedLength ?? 0),
          })}
        />
        <Fact text={count === 1 ? labels.oneToken : fill(labels.tokenCount, { count: formatCount(count) })} />
        <Fact text={fill(labels.layersAndHeads, { layers: encoder.layers, heads: encoder.heads })} />
        <Fact text={labels[provider.used]} tip={providerTip(provider)} />
        <Fact
          text={fill(labels.milliseconds, { milliseconds: formatCount(Math.round(timings.run)) })}
          tip={fill(timings.load > 0 ? labels.timingsWithLoad : labels.timings, rounded)}
        />
      </ul>
    </header>
  );
}

function providerTip({ used, reason }: ProviderReport): string | null {
  if (reason === null) return null;
  return used === "cpu"
    ? fill(labels.cudaPassedOver, { reason })
    : fill(labels.ranPartly, { provider: labels[used], reason });
}

function ms(duration: number): string {
  return duration < 10 ? duration.toFixed(1) : formatCount(Math.round(duration));
}
