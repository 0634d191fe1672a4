import { useLayoutEffect } from "preact/hooks";
import { fill, formatWeight, labels } from "../../labels.js";
import { useObserved } from "../../state/observed.js";
import { groupInView } from "../../state/groupInView.js";
import { usePage } from "../../state/pageContext.js";
import { Phrase } from "../../phrase.js";
import { TokenName, tokenNameText } from "../../tokens/tokenName.js";
import { labelsOf } from "../../tokens/traceLabels.js";
import { useCellInHand } from "./cellInHand.js";

/** What the cell in hand says, in a sentence with its exact weight. */
export function Sentence() {
  const { store, model } = usePage();
  const pointed = useObserved(store.pointed);
  const inHand = useCellInHand();
  const { queries, keys } = groupInView(model);
  const queryNames = labelsOf(queries);
  const keyNames = labelsOf(keys);
  const place = { layer: model.view.layer + 1, head: model.view.head + 1 };
  const known = inHand?.row && inHand.key !== null ? { key: inHand.key, weight: inHand.row[inHand.key]! } : null;
  const template = inHand?.strongest ? labels.attendsMost : known ? labels.attends : labels.attendsSoon;

  const spoken =
    inHand && known
      ? fill(template, {
          ...place,
          query: tokenNameText(queryNames, inHand.query),
          key: tokenNameText(keyNames, known.key),
          weight: formatWeight(known.weight),
        })
      : null;
  useLayoutEffect(() => {
    if (spoken !== null) store.spoken.set({ row: inHand!.query, column: known!.key, text: spoken });
    else if (!inHand) store.spoken.set(null);
  }, [spoken, inHand?.query, known?.key]);

  if (!inHand && pointed.column !== null) {
    return (
      <p class="sentence">
        <Phrase
          template={labels.keyAlone}
          slots={{ ...place, key: <TokenName of={keyNames} token={pointed.column} /> }}
        />
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
          ...place,
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
