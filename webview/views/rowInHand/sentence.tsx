import { useLayoutEffect } from "preact/hooks";
import { fill, formatWeight, labels } from "../../labels.js";
import { useObserved } from "../../state/observed.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { Phrase } from "../../phrase.js";
import { TokenName, tokenNameText } from "../../tokens/tokenName.js";
import { leftText, useAttentionLeft } from "./attentionLeft.js";
import { useCellInHand, type CellInHand } from "./cellInHand.js";
import { headsText } from "./placeText.js";

/** What the cell in hand says, in a sentence with its exact weight. */
export function Sentence() {
  const { store, model } = usePage();
  const pointed = useObserved(store.pointed);
  const inHand = useCellInHand();
  const map = mapInView(model);
  const queryNames = map.queries.names;
  const keyNames = map.keys.names;
  const place = headsText(map.heads, map.several);
  const known = knownWeight(inHand);
  const template = templateOf(inHand, known);
  const left = leftText(useAttentionLeft(), inHand ? [inHand.query] : []);

  const sentence =
    inHand && known
      ? fill(template, {
          place,
          query: tokenNameText(queryNames, inHand.query),
          key: known.key === null ? "" : tokenNameText(keyNames, known.key),
          weight: formatWeight(known.weight),
        })
      : null;
  const spoken = sentence !== null && left !== null ? fill(labels.left.after, { sentence, left }) : sentence;
  useLayoutEffect(() => {
    if (spoken !== null) store.spoken.set({ row: inHand!.query, column: known!.key, text: spoken });
    else if (!inHand) store.spoken.set(null);
  }, [spoken, inHand?.query, known?.key]);

  if (!inHand && pointed.column !== null) {
    return (
      <p class="sentence">
        <Phrase template={labels.keyAlone} slots={{ place, key: <TokenName of={keyNames} token={pointed.column} /> }} />
      </p>
    );
  }
  if (!inHand) return <p class="sentence hint">{labels.hint}</p>;
  const key = known?.key ?? inHand.key;
  return (
    <p class="sentence" data-query={inHand.query} data-key={key ?? undefined}>
      <Phrase
        template={template}
        slots={{
          place,
          query: <TokenName of={queryNames} token={inHand.query} />,
          key: key === null ? "…" : <TokenName of={keyNames} token={key} />,
          weight: known ? (
            <data class="weight" value={String(known.weight)} title={String(known.weight)}>
              {formatWeight(known.weight)}
            </data>
          ) : (
            "…"
          ),
        }}
      />
    </p>
  );
}

/** The weight of the cell in hand; of a row without any weight that stands out, one that stands for them all. */
function knownWeight(inHand: CellInHand | null): { key: number | null; weight: number } | null {
  if (!inHand?.row) return null;
  const { row, key } = inHand;
  return { key, weight: row[key ?? 0]! };
}

function templateOf(inHand: CellInHand | null, known: { key: number | null; weight: number } | null): string {
  if (!inHand || !known) return labels.attendsSoon;
  if (known.key === null) return labels.noWeights;
  if (!inHand.strongest) return labels.attends;
  return known.weight === 0 ? labels.attendsToNothing : labels.attendsMost;
}
