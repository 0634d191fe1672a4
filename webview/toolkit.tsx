import { h } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

// The only file that knows the toolkit's elements; `toolkitElements.ts` defines them, perhaps later than they are used.

const DROPDOWN = "attention-dropdown";

interface DropdownProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

/** A list to pick one of several options from. */
export function Dropdown(props: DropdownProps) {
  // The toolkit hears late of other options, and would pick the first of them: they are another list.
  return <OptionList key={props.options.join("\n")} {...props} />;
}

function OptionList({ label, options, selected, onSelect }: DropdownProps) {
  const element = useRef<HTMLElement & { value: string }>(null);
  useLayoutEffect(() => {
    const pick = () => {
      if (element.current) element.current.value = String(selected);
    };
    // A value that is set before the element is defined would hide the element's own.
    if (customElements.get(DROPDOWN)) pick();
    else void customElements.whenDefined(DROPDOWN).then(pick);
  }, [selected, options]);
  useLayoutEffect(() => {
    const dropdown = element.current!;
    const changed = () => onSelect(Number(dropdown.value));
    dropdown.addEventListener("change", changed);
    return () => dropdown.removeEventListener("change", changed);
  }, [onSelect]);
  const items = options.map((text, index) => h("attention-option", { key: index, value: String(index) }, text));
  return h(DROPDOWN, { ref: element, "aria-label": label, class: "dropdown" }, items);
}

interface ButtonProps {
  readonly text: string;
  readonly secondary?: boolean;
  readonly onClick: () => void;
}

/** A button with a text. */
export function Button({ text, secondary = false, onClick }: ButtonProps) {
  return h("attention-button", { appearance: secondary ? "secondary" : "primary", onClick }, text);
}
