import { useRef } from "preact/hooks";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Busy } from "./busy.js";
import type { Section } from "../../state/pageModel.js";

const SECTIONS: readonly { readonly section: Section; readonly title: string }[] = [
  { section: "heads", title: labels.attention },
  { section: "positions", title: labels.positionalEncoding },
];

/** The tabs: attention, and the positional encoding. */
export function Sections() {
  const { store, model } = usePage();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = model.section === "heads" ? 1 : 0;
    store.showSection(SECTIONS[other]!.section);
    (list.current!.children[other] as HTMLElement).focus();
    event.preventDefault();
  };
  return (
    <div class="sections">
      <div class="tabs" role="tablist" aria-label={labels.sections} ref={list} onKeyDown={onKeyDown}>
        {SECTIONS.map(({ section, title }) => (
          <button
            type="button"
            role="tab"
            key={section}
            aria-selected={model.section === section}
            tabIndex={model.section === section ? 0 : -1}
            onClick={() => store.showSection(section)}
          >
            {title}
          </button>
        ))}
      </div>
      <Busy />
    </div>
  );
}
