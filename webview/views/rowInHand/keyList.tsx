import { isFaint } from "../../../src/attention/attentionLeft.js";
import { fill, formatStatistic, formatWeight, labels } from "../../labels.js";
import { Phrase } from "../../phrase.js";
import { useObserved } from "../../state/observed.js";
import { mapInView, tokenOf } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { TokenName } from "../../tokens/tokenName.js";
import { useAttentionLeft } from "./attentionLeft.js";
import { pinnedCell, useRowOf } from "./cellInHand.js";
import "./keyList.css";
import { strongestKeys } from "./strongestKeys.js";

const KEYS_SHOWN = 5;

/** The five keys that the query in hand attends to most. A pinned row stays while the pointer reads other cells. */
export function KeyList() {
  const { store, model } = usePage();
  const pointed = useObserved(store.pointed);
  const pinned = pinnedCell(model);
  const inHand = useRowOf(pinned.row === null ? pointed : pinned);
  const { queries, keys: keyUnits } = mapInView(model);
  const left = useAttentionLeft();
  const names = queries.names;
  const keyNames = keyUnits.names;
  const whyHidden = (key: number) => store.whyHidden(tokenOf(keyUnits, key), keyUnits.side);
  if (!inHand) {
    return (
      <section class="key-list">
        <p class="hint">{labels.strongestKeysHint}</p>
      </section>
    );
  }
  const { query, row } = inHand;
  const keys = row ? strongestKeys(row, KEYS_SHOWN) : [];
  const others = (row?.length ?? 0) - keys.length;
  // Of weights that are not numbers there is no sum.
  const whole = row?.every(Number.isFinite) ?? true;
  const rest = row && others > 0 ? restOf(row, keys) : 0;
  const nothing = row && nothingAttended(row, keys);
  return (
    <section class={isFaint(left?.[query]) ? "key-list faint" : "key-list"} data-query={query}>
      <div class="key-list-head">
        <h2>
          <Phrase
            template={nothing === null ? labels.strongestKeys : labels.rowAlone}
            slots={{ query: <TokenName of={names} token={query} /> }}
          />
        </h2>
        {pinned.row !== null && (
          <button
            type="button"
            class="tool"
            title={labels.unpin}

            onClick={() => store.pin(null)}
          >
            {labels.pinned}
            <span class="unseen">: {labels.unpin}</span> <span aria-hidden="true">✕</span>
          </button>
        )}
      </div>
      {nothing !== null ? (
        <p class="hint nothing">{nothing}</p>
      ) : (
        <ol>
          {keys.map((key) => (
            <li key={key}>
              <button
                type="button"
                class="key"
                aria-disabled={whyHidden(key) !== null}
                title={whyHidden(key) ?? labels.reveal}
                onClick={() => store.reveal(tokenOf(keyUnits, key), keyUnits.side)}
              >
                <TokenName of={keyNames} token={key} />
              </button>
              <Bar share={row![key]! / (row![keys[0]!]! || 1)} />
              <data value={String(row![key])}>{formatWeight(row![key]!)}</data>
            </li>
          ))}
          {others > 0 && (
            <li class="others">
              <span>{others === 1 ? labels.oneRemaining : fill(labels.remaining, { count: others })}</span>
              <span>{formatStatistic(whole ? rest : NaN)}</span>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

/** The weight on all keys but some. */
function restOf(row: Float32Array, keys: readonly number[]): number {
  const all = row.reduce((sum, weight) => sum + weight, 0);
  return Math.max(0, all - keys.reduce((sum, key) => sum + row[key]!, 0));
}

/** What to say of a row that attends to nothing, or whose weights are no numbers; null of any other. */
function nothingAttended(row: Float32Array, keys: readonly number[]): string | null {
  const [strongest] = keys;
  if (strongest === undefined) return fill(labels.everyWeightUnreadable, { weight: formatWeight(row[0]!) });
  return row[strongest] === 0 && row.every(Number.isFinite) ? labels.everyWeightZero : null;
}

function Bar({ share }: { readonly share: number }) {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ width: `${100 * share}%` }} />
    </span>
  );
}
