import { useMemo, useRef, useState } from "preact/hooks";
import { labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { TokenName } from "../../tokens/tokenName.js";
import { askedAxis, pinUnit } from "../text/pins.js";
import { foundUnits } from "./foundUnits.js";
import "./tokenPicker.css";

const LIST = "token-picker-list";

/** A box to type a token's name or position into, and to pin what is found. */
export function TokenPicker() {
  const { store, model } = usePage();
  const { direction } = model.look.text;
  const axis = askedAxis(mapInView(model), direction);
  const input = useRef<HTMLInputElement>(null);
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = useMemo(() => (open ? foundUnits(axis, sought) : []), [axis, sought, open]);
  const label = labels.table.choose[direction];

  const close = () => {
    setOpen(false);
    setActive(0);
  };
  const take = (unit: number, adds: boolean) => {
    pinUnit(store, direction, unit, adds);
    setSought("");
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A syllable that is being written takes the keys.
    if (event.isComposing || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!open) setOpen(true);
      else if (found.length > 0) setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter" && open && found[active] !== undefined) {
      take(found[active], event.ctrlKey || event.metaKey);
    } else if (event.key === "Escape" && (open || sought !== "")) {
      setSought("");
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="token-picker">
      <input
        ref={input}
        type="text"
        class="text-field"
        role="combobox"
        aria-label={label}
        placeholder={label}
        title={labels.table.chooseTip}
        aria-expanded={open}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${LIST}-${found[active]}` : undefined}
        autocomplete="off"
        spellcheck={false}
        value={sought}
        onInput={({ currentTarget }) => {
          setSought(currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <ul id={LIST} role="listbox" aria-label={labels.table.matches} hidden={!open || found.length === 0}>
        {found.map((unit, place) => (
          <li
            key={unit}
            id={`${LIST}-${unit}`}
            role="option"
            aria-selected={place === active}
            // The box keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={(event) => take(unit, event.ctrlKey || event.metaKey)}
          >
            <TokenName of={axis.names} token={unit} />
          </li>
        ))}
      </ul>
      {open && sought !== "" && found.length === 0 && (
        <p class="no-match" role="status">
          {labels.table.noMatch}
        </p>
      )}
    </div>
  );
}
