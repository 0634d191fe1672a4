import type { Seal } from "../../../src/attention/seal.js";
import { Fact } from "./fact.js";
import { sealText } from "./sealText.js";

interface SealFactProps {
  readonly seal: Seal;
  /** Whether the trace has more than one group. */
  readonly several: boolean;
}

/** How far the attention on show is proven to be what the encoder computed with. */
export function SealFact({ seal, several }: SealFactProps) {
  const { proven, text, sentences, sites } = sealText(seal, several);
  return (
    <Fact
      text={text}
      mark={proven ? "proven" : "warning"}
      tip={
        <>
          {sentences.map((sentence) => (
            <span class="tip-line" key={sentence}>
              {sentence}
            </span>
          ))}
          <TipList lines={sites} />
        </>
      }
    />
  );
}

/** Sentences within a tooltip, one a line. */
export function TipList({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
