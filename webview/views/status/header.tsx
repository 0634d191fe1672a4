import { shownName } from "../../../src/attention/shownName.js";
import type { EncoderIdentity, ProviderReport, TraceSummary } from "../../../src/attention/trace.js";
import type { KeptTraces } from "../../../src/protocol/pageProtocol.js";
import { Icon } from "../../icon.js";
import { keyText } from "../../keys/chord.js";
import { fill, formatCount, formatMegabytes, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { Fact } from "./fact.js";
import { SealFact, TipList } from "./sealFact.js";
import "./status.css";
import { TraceHistory } from "./traceHistory.js";

/** Code points of an encoder's name in the header; its tooltip has more of it. */
const LONGEST_NAME = 40;

/** What was run on what: the source, the encoder and how far it is proven, and what really ran it for how long. */
export function Header() {
  const { store, model } = usePage();
  const { trace } = model.traced!;
  const { encoder, provider, timings, seal, notes } = trace;
  const { group, several } = mapInView(model);
  const rounded = { load: ms(timings.load), tokenize: ms(timings.tokenize), run: ms(timings.run) };
  return (
    <header>
      <TraceHistory />
      <ul class="facts">
        <Fact text={shownName(encoder.name, LONGEST_NAME)} tip={encoderTip(encoder)} />
        {seal && <SealFact seal={seal} several={several} />}
        {notes.length > 0 && (
          <Fact
            text={notes.length === 1 ? labels.oneNote : fill(labels.notes, { count: notes.length })}
            tip={<TipList lines={notes} />}
          />
        )}
        <TokenFact trace={trace} />
        <Fact text={fill(labels.layersAndHeads, { layers: group.layers, heads: group.heads })} />
        <Fact text={labels[provider.used]} tip={providerTip(provider)} />
        <Fact
          text={fill(labels.milliseconds, { milliseconds: formatCount(Math.round(timings.run)) })}
          tip={fill(timings.load > 0 ? labels.timingsWithLoad : labels.timings, rounded)}
        />
        <MemoryFact bytes={trace.bytes} kept={model.kept} />
      </ul>
      <button
        type="button"
        class="tool keys-button"
        aria-haspopup="dialog"
        aria-label={fill(labels.keys.button, { key: keyText("?") })}
        title={fill(labels.keys.button, { key: keyText("?") })}
        onClick={() => store.dialog.set({ kind: "keys" })}
      >
        <Icon name="keys" />
      </button>
    </header>
  );
}

/** What the trace holds, of what all may hold; nothing of one that holds nothing. */
function MemoryFact({ bytes, kept }: { readonly bytes: number; readonly kept: KeptTraces }) {
  if (bytes === 0) return null;
  const text = fill(labels.history.megabytes, { megabytes: formatMegabytes(bytes) });
  if (kept.traces.length === 0) return <Fact text={text} />;
  const used = kept.traces.reduce((sum, one) => sum + one.bytes, 0);
  const tip = fill(labels.history.megabytesTip, { used: formatMegabytes(used), bound: formatMegabytes(kept.bound) });
  return <Fact text={text} tip={tip} />;
}

function TokenFact({ trace: { tokens, targetTokens } }: { readonly trace: TraceSummary }) {
  const source = formatCount(tokens.ids.length);
  if (targetTokens === null) {
    return <Fact text={tokens.ids.length === 1 ? labels.oneToken : fill(labels.tokenCount, { count: source })} />;
  }
  const counts = { source, target: formatCount(targetTokens.ids.length) };
  return <Fact text={fill(labels.sourceAndTarget, counts)} tip={fill(labels.sourceAndTargetTip, counts)} />;
}

function encoderTip({
  name,
  version,
  layers,
  heads,
  dimension,
  headDimension,
  trainedLength,
}: EncoderIdentity): string {
  const facts = [
    fill(labels.layersFact, { layers }),
    headDimension === null
      ? fill(labels.headsFact, { heads })
      : fill(labels.headsFactWithWidth, { heads, headDimension }),
    ...(dimension === null ? [] : [fill(labels.dimensionFact, { dimension })]),
    trainedLength === null
      ? labels.untrainedFact
      : fill(labels.trainedFact, { trainedLength: formatCount(trainedLength) }),
  ];
  const encoder = [name, version].filter((part) => part !== "").map((part) => shownName(part));
  return fill(labels.encoderFacts, { encoder: encoder.join(" "), facts: facts.join(", ") });
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
