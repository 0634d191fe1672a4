import { directions } from "../../../src/protocol/look.js";
import { pinCombinations } from "../../../src/attention/pinnedAttention.js";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Segments } from "../look/segments.js";
import { askInDirection, pinnedUnits } from "./pins.js";

/** Which way the attention of pinned tokens is looked at, and what becomes of several. */
export function DirectionSwitch() {
  const { store, model } = usePage();
  const { text } = model.look;
  const { directions: names, directionTips, combinations, combinationTips } = labels.text;
  return (
    <>
      <Segments
        label={labels.text.direction}
        options={directions}
        picked={text.direction}
        nameOf={(direction) => names[direction]}
        titleOf={(direction) => directionTips[direction]}
        onPick={(direction) => askInDirection(store, direction)}
      />
      {pinnedUnits(model).length > 1 && (
        <Segments
          label={labels.text.combine}
          options={pinCombinations}
          picked={text.combine}
          nameOf={(combine) => combinations[combine]}
          titleOf={(combine) => combinationTips[combine]}
          onPick={(combine) => store.look({ text: { ...text, combine } })}
        />
      )}
    </>
  );
}
