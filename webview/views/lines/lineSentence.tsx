import { useContext, useLayoutEffect } from "preact/hooks";
import { oneHead, type HeadSet, type LayerAndHead } from "../../../src/attention/headSet.js";
import type { Recipe } from "../../../src/attention/recipe.js";
import { fill, formatWeight, labels } from "../../labels.js";
import type { Pointed } from "../../matrix/pointed.js";
import { Phrase } from "../../phrase.js";
import type { Tensor } from "../../state/heldTensors.js";
import type { MapInView } from "../../state/mapInView.js";
import { useObserved, type Observed } from "../../state/observed.js";
import { PageContext } from "../../state/pageContext.js";
import type { TraceTensors } from "../../state/traceTensors.js";
import { useTensor } from "../../state/useTensor.js";
import { TokenName, tokenNameText } from "../../tokens/tokenName.js";
import { AttentionLeft } from "../rowInHand/attentionLeft.js";
import { placeText } from "../rowInHand/placeText.js";
import { leftOfHead } from "./headLines.js";
import type { ShownLines } from "./linesPicture.js";
import { saidOf, type Said } from "./saidOfLines.js";

interface LineSentenceProps {
  readonly map: MapInView;
  readonly recipe: Recipe;
  readonly tensors: TraceTensors;
  readonly shown: ShownLines | null;
  readonly pinned: readonly Pointed[];
  readonly pointedHead: Observed<number | null>;
}

/** What the token or the line in hand says, in a sentence with its exact weight. */
export function LineSentence({ map, recipe, tensors, shown, pinned, pointedHead }: LineSentenceProps) {
  const store = useContext(PageContext);
  const pointed = useObserved(store.pointed);
  const lineHead = useObserved(pointedHead);
  const pin = pinned.at(-1);
  // Of a pin the query is meant.
  const pinnedToken = pin ? { row: pin.row, column: pin.row === null ? pin.column : null } : pointed;
  const at = pointed.row === null && pointed.column === null ? pinnedToken : pointed;
  const numbers = useTensor(shown && askedFor(at, lineHead, { ...map.heads, heads: shown.heads }, recipe, tensors));
  const said = shown && saidOf(at, shown, numbers, lineHead);
  const group = map.group.group;
  const place = said?.head ? placeText({ group, ...said.head }, map.several) : "";
  const text = said && textOf(said, place, map);
  useLayoutEffect(() => {
    if (text === null) {
      if (at.row === null && at.column === null) store.spoken.set(null);
      return;
    }
    const onKeys = at.row === null;
    store.spoken.set({ row: onKeys ? at.column : at.row, column: onKeys ? 1 : 0, text });
  }, [text, at.row, at.column]);
  const spokenHead = shown && said?.head ? headIndex(shown, said.head) : shown?.heads.length === 1 ? 0 : null;
  const left = shown && spokenHead !== null ? leftOfHead(shown.lines, spokenHead) : null;
  const ofQuery = at.row !== null && said?.query != null ? [said.query] : [];
  if (!said) {
    return (
      <>
        <p class="sentence hint">{at.row === null && at.column === null ? labels.lines.hint : "…"}</p>
        <AttentionLeft left={left} queries={ofQuery} />
      </>
    );
  }
  return (
    <>
      <p class="sentence" data-query={said.query ?? undefined} data-key={said.key ?? undefined}>
        <Phrase
          template={said.template}
          slots={{
            place,
            query: said.query === null ? "" : <TokenName of={map.queries.names} token={said.query} />,
            key: said.key === null ? "" : <TokenName of={map.keys.names} token={said.key} />,
            weight: (
              <data class="weight" value={String(said.weight)} title={String(said.weight)}>
                {formatWeight(said.weight)}
              </data>
            ),
          }}
        />
      </p>
      <AttentionLeft left={left} queries={ofQuery} />
    </>
  );
}

/** A head's place among those that are shown. */
function headIndex({ heads }: ShownLines, { layer, head }: LayerAndHead): number {
  return heads.findIndex((one) => one.layer === layer && one.head === head);
}

/** The exact numbers that the sentence needs beside those of the lines. */
function askedFor(
  { row, column }: Pointed,
  lineHead: number | null,
  { group, heads }: HeadSet,
  recipe: Recipe,
  tensors: TraceTensors,
): Tensor<Float32Array> | null {
  const one = oneHead({ group, ...(heads[lineHead ?? 0] ?? heads[0]!) });
  if (row !== null && (column !== null || heads.length === 1)) return tensors.row(one, recipe, row);
  if (column !== null && heads.length === 1) return tensors.column(one, recipe, column);
  return null;
}

function textOf({ template, query, key, weight }: Said, place: string, { queries, keys }: MapInView): string {
  return fill(template, {
    place,
    query: query === null ? "" : tokenNameText(queries.names, query),
    key: key === null ? "" : tokenNameText(keys.names, key),
    weight: formatWeight(weight),
  });
}
