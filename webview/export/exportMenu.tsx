import { useContext, useRef, useState } from "preact/hooks";
import { exportFormats, type ExportFormat } from "../../src/export/exportFormats.js";
import { Popover } from "../dialogs/popover.js";
import { useDialog } from "../dialogs/useDialog.js";
import { Icon } from "../icon.js";
import { labels } from "../labels.js";
import { useObserved } from "../state/observed.js";
import { PageContext } from "../state/pageContext.js";
import "./exportMenu.css";
import { copyShown, exportShown } from "./exportShown.js";

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

type Group = keyof typeof labels.exports.groups;

/** Saves what the open view shows; nothing where the host cannot save. */
export function ExportMenu() {
  const store = useContext(PageContext);
  const shown = useObserved(store.shown);
  const { opened, close } = useDialog("exports");
  const button = useRef<HTMLButtonElement>(null);
  const [working, setWorking] = useState(false);
  const { formats } = store.host.offers;
  if (formats.length === 0) return null;
  const name = working ? labels.exports.working : labels.exports.title;
  const run = async (work: () => Promise<void>) => {
    close();
    button.current!.focus();
    setWorking(true);
    try {
      await work();
    } catch (thrown) {
      store.fail(thrown);
    } finally {
      setWorking(false);
    }
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="tool with-icon export-button"
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        aria-busy={working}
        aria-label={working ? name : undefined}
        title={name}
        onClick={() => {
          if (opened) close();
          else if (!working) store.dialog.set({ kind: "exports" });
        }}
      >
        {working ? <span class="spinner" aria-hidden="true" /> : <Icon name="save" />}
        {labels.exports.button}
      </button>
      {opened && (
        <Popover
          anchor={button}
          role="menu"
          kind="export-menu"
          label={labels.exports.title}
          onClose={close}
          onKeyDown={moveByKey}
        >
          <Items
            formats={formats}
            hasFigure={(shown?.figure() ?? null) !== null}
            hasTable={shown !== null}
            onExport={(format) => void run(() => exportShown(store, shown, format))}
            onCopy={() => void run(() => copyShown(shown!))}
          />
        </Popover>
      )}
    </>
  );
}

interface ItemsProps {
  readonly formats: readonly ExportFormat[];
  readonly hasFigure: boolean;
  readonly hasTable: boolean;
  readonly onExport: (format: ExportFormat) => void;
  readonly onCopy: () => void;
}

function Items({ formats, hasFigure, hasTable, onExport, onCopy }: ItemsProps) {
  const groups = Object.keys(labels.exports.groups) as Group[];
  const ready: Readonly<Record<Group, boolean>> = { figure: hasFigure, table: hasTable, page: true };
  const reason = !hasTable ? labels.exports.nothing : !hasFigure ? labels.exports.noPicture : null;
  return (
    <>
      {reason !== null && (
        <p class="hint" role="none">
          {reason}
        </p>
      )}
      {groups.map((group) => {
        const items = formats.filter((format) => groupOf(format) === group);
        if (items.length === 0) return null;
        return (
          <div role="group" key={group} aria-label={labels.exports.groups[group]}>
            <span class="menu-title" aria-hidden="true">
              {labels.exports.groups[group]}
            </span>
            {items.map((format) => (
              <Item
                key={format}
                text={labels.exports.formats[format]}
                format={format}
                disabled={ready[group] ? null : reason}
                onClick={() => onExport(format)}
              />
            ))}
            {group === "figure" && "ClipboardItem" in window && (
              <Item
                text={labels.exports.copyPicture}
                format="copy"
                disabled={hasFigure ? null : reason}
                onClick={onCopy}
              />
            )}
          </div>
        );
      })}
    </>
  );
}

interface ItemProps {
  readonly text: string;
  readonly format: string;
  /** Why it cannot be had; null where it can. */
  readonly disabled: string | null;
  readonly onClick: () => void;
}

function Item({ text, format, disabled, onClick }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      data-format={format}
      aria-disabled={disabled !== null}
      title={disabled ?? undefined}
      onClick={() => {
        if (disabled === null) onClick();
      }}
    >
      {text}
    </button>
  );
}

/** A format that holds neither a picture nor numbers is a page of its own. */
function groupOf(format: ExportFormat): Group {
  const holds: string = exportFormats[format].holds;
  return holds === "figure" || holds === "table" ? holds : "page";
}

function moveByKey(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = Number.isFinite(step) ? (now + step + items.length) % items.length : step < 0 ? 0 : items.length - 1;
  items[next]!.focus();
  event.preventDefault();
}
