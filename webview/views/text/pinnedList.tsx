import { fill, formatCount, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { TokenName, tokenNameText } from "../../tokens/tokenName.js";
import { askedAxis, pinnedUnits, pinUnit } from "./pins.js";
import "./pinnedList.css";

/** The pins that are named; of more there is a count. */
const PINS_NAMED = 8;

/** The tokens that are pinned, each with a button that lets go of it; nothing where none is. */
export function PinnedList() {
  const { store, model } = usePage();
  const units = pinnedUnits(model);
  const { direction } = model.look.text;
  const { names } = askedAxis(mapInView(model), direction);
  if (units.length === 0) return null;
  return (
    <div class="pinned-list" role="group" aria-label={labels.text.pins}>
      {units.slice(0, PINS_NAMED).map((unit) => {
        const text = fill(labels.text.unpin, { token: tokenNameText(names, unit) });
        return (
          <button
            type="button"
            key={unit}
            class="tool pin"
            title={text}
            aria-label={text}
            onClick={() => pinUnit(store, direction, unit, true)}
          >
            <TokenName of={names} token={unit} /> <span aria-hidden="true">✕</span>
          </button>
        );
      })}
      {units.length > PINS_NAMED && (
        <span class="hint">{fill(labels.text.morePins, { count: formatCount(units.length - PINS_NAMED) })}</span>
      )}
      {units.length > 1 && (
        <button type="button" class="tool" onClick={() => store.pin(null)}>
          {labels.text.unpinAll}
        </button>
      )}
    </div>
  );
}
