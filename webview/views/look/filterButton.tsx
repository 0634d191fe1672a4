import type { RefObject } from "preact";
import { Popover } from "../../dialogs/popover.js";
import { useDialog } from "../../dialogs/useDialog.js";
import { Icon } from "../../icon.js";
import { keyText } from "../../keys/chord.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { FilterPanel } from "./filterPanel.js";
import { isPlain } from "./recipeSteps.js";

/** Opens the filters. */
export function FilterButton({ button }: { readonly button: RefObject<HTMLButtonElement> }) {
  const { store, model } = usePage();
  const { opened, close } = useDialog("filter");
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`tool with-icon ${isPlain(model.look.recipe) ? "" : "in-force"}`}
        aria-haspopup="dialog"
        aria-expanded={opened !== null}
        title={fill(labels.look.filterTip, { key: keyText("f") })}
        onClick={() => (opened ? close() : store.dialog.set({ kind: "filter", control: null }))}
      >
        <Icon name="filter" />
        {labels.look.filter}
      </button>
      {opened && (
        <Popover
          anchor={button}
          role="dialog"
          kind="filters"
          atStart
          label={labels.look.filter}
          first={opened.control && `[data-control=${opened.control}]`}
          onClose={close}
        >
          <FilterPanel />
        </Popover>
      )}
    </>
  );
}
