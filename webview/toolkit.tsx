import { endProbe } from "./toolkitProbe.js";
// The probe has to be there when the toolkit is loaded.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption } from "@vscode/webview-ui-toolkit";
import { h } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

// The only file that knows the toolkit, which is archived upstream. The prefix keeps its tag names apart from those of its
// successor, @vscode-elements/elements, so that both can be on a page while one replaces the other.
endProbe();
provideVSCodeDesignSystem().withPrefix("attention").register(vsCodeDropdown(), vsCodeOption(), vsCodeButton());

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
    element.current!.value = String(selected);
  }, [selected, options]);
  useLayoutEffect(() => {
    const dropdown = element.current!;
    const changed = () => onSelect(Number(dropdown.value));
    dropdown.addEventListener("change", changed);
    return () => dropdown.removeEventListener("change", changed);
  }, [onSelect]);
  const items = options.map((text, index) => h("attention-option", { key: index, value: String(index) }, text));
  return h("attention-dropdown", { ref: element, "aria-label": label, class: "dropdown" }, items);
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
