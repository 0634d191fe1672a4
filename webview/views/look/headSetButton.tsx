import { useRef } from "preact/hooks";
import { combinations } from "../../../src/attention/headSet.js";
import { Popover } from "../../dialogs/popover.js";
import { useDialog } from "../../dialogs/useDialog.js";
import { Icon } from "../../icon.js";
import { isMac } from "../../keys/chord.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Segments } from "./segments.js";

/** As many heads as are listed by name. */
const HEADS_LISTED = 32;

/** Which heads are shown together, and how; nothing where there is one alone. */
export function HeadSetButton() {
  const { store, model } = usePage();
  const { opened, close } = useDialog("heads");
  const button = useRef<HTMLButtonElement>(null);
  const { set, combine, view } = model.look;
  if (set.length < 2) return null;
  // Lines are drawn of each head by itself.
  const template = model.look.open === "lines" ? labels.look.headsInSet : labels.look.headsCombined[combine];
  return (
    <span class="chip head-set">
      <button
        ref={button}
        type="button"
        class="chip-open"
        aria-haspopup="dialog"
        aria-expanded={opened !== null}
        title={labels.look.headsTip}
        onClick={() => (opened ? close() : store.dialog.set({ kind: "heads" }))}
      >
        {fill(template, { count: set.length })}
        <Icon name="down" />
      </button>
      <button
        type="button"
        class="chip-drop"
        aria-label={labels.look.clearHeads}
        title={labels.look.clearHeads}
        onClick={() => store.lookAt(view)}
      >
        <Icon name="close" />
      </button>
      {opened && (
        <Popover anchor={button} role="dialog" kind="heads-shown" label={labels.look.heads} onClose={close}>
          <HeadsShown />
        </Popover>
      )}
    </span>
  );
}

function HeadsShown() {
  const { store, model } = usePage();
  const { set, combine } = model.look;
  return (
    <>
      <span class="filter-name">{labels.look.combine}</span>
      <Segments
        label={labels.look.combine}
        options={combinations}
        picked={combine}
        nameOf={(one) => labels.look.combinations[one]}
        onPick={(one) => store.look({ combine: one })}
      />
      <p class="hint">{labels.look.combineTip}</p>
      <ul class="heads-list" aria-label={labels.look.heads}>
        {set.slice(0, HEADS_LISTED).map(({ layer, head }) => (
          <li key={`${layer} ${head}`} class="chip">
            <span>{fill(labels.layerAndHead, { layer: layer + 1, head: head + 1 })}</span>
            <button
              type="button"
              class="chip-drop"
              aria-label={fill(labels.look.withoutHead, { layer: layer + 1, head: head + 1 })}
              title={fill(labels.look.withoutHead, { layer: layer + 1, head: head + 1 })}
              onClick={() => store.toggleHead({ layer, head })}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
        {set.length > HEADS_LISTED && (
          <li class="hint">{fill(labels.look.moreHeads, { count: set.length - HEADS_LISTED })}</li>
        )}
      </ul>
      <p class="hint">{isMac() ? labels.look.addHeadsMac : labels.look.addHeads}</p>
    </>
  );
}
