import { Fragment } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { keyNames, type Chord } from "../keys/chord.js";
import type { Keys } from "../keys/pageBindings.js";
import { keyGroups } from "../keys/viewKeys.js";
import { labels } from "../labels.js";
import { PageContext } from "../state/pageContext.js";
import { Icon } from "../icon.js";
import "./keyHelp.css";
import { useDialog } from "./useDialog.js";

/** Every key of the page, listed over it while it is asked for. */
export function KeyHelp() {
  const store = useContext(PageContext);
  const { opened, close } = useDialog("keys");
  return opened && store.model.value.traced ? <KeyList onClose={close} /> : null;
}

function KeyList({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="key-help"
      aria-labelledby="key-help-title"
      onClose={onClose}
      onKeyDown={(event) => {
        // The page's own keys wait until it is closed.
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.preventDefault();
        dialog.current!.close();
      }}
      onClick={(event) => event.target === dialog.current && dialog.current!.close()}
    >
      <div class="key-help-body">
        <div class="key-help-head">
          <h2 id="key-help-title">{labels.keys.title}</h2>
          <button
            type="button"
            class="tool"
            aria-label={labels.keys.close}
            title={labels.keys.close}
            onClick={() => dialog.current!.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        <div class="key-groups">
          {keyGroups.map(({ group, keys }) => (
            <section key={group}>
              <h3>{labels.keys.groups[group]}</h3>
              <dl>
                {keys.map((one) => (
                  <div key={one.does}>
                    <dt>
                      <ChordList keys={one} />
                    </dt>
                    <dd>{labels.keys.does[one.does]}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </dialog>
  );
}

function ChordList({ keys: { chords } }: { readonly keys: Keys }) {
  // Many keys in a row, as digits, are told by the first and the last.
  const shown: readonly Chord[] = chords.length > 4 ? [chords[0]!, chords.at(-1)!] : chords;
  return (
    <>
      {shown.map((chord, place) => (
        <Fragment key={chord}>
          {place > 0 && <span class="between">{shown === chords ? " " : "–"}</span>}
          <span class="chord">
            {keyNames(chord).map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </span>
        </Fragment>
      ))}
    </>
  );
}
