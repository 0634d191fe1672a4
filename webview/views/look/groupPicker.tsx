import { useRef } from "preact/hooks";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import "./groupPicker.css";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** Which attention of an encoder-decoder is in view, to pick another; nothing where there is one alone. */
export function GroupPicker() {
  const { store, model } = usePage();
  const box = useRef<HTMLDivElement>(null);
  const { groups } = model.traced!.trace;
  if (groups.length < 2) return null;
  const pick = (index: number) => store.lookAt({ ...model.look.view, group: groups[index]!.group });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const now = groups.findIndex(({ group }) => group === model.look.view.group);
    const next = (now + step + groups.length) % groups.length;
    pick(next);
    (box.current!.children[next] as HTMLElement).focus();
    event.preventDefault();
  };
  return (
    <div class="group-picker" role="radiogroup" aria-label={labels.groups} ref={box} onKeyDown={onKeyDown}>
      {groups.map(({ group }, index) => (
        <button
          type="button"
          role="radio"
          key={group}
          aria-checked={group === model.look.view.group}
          tabIndex={group === model.look.view.group ? 0 : -1}
          title={labels.groupTips[group]}
          onClick={() => pick(index)}
        >
          {labels.groupNames[group]}
        </button>
      ))}
    </div>
  );
}
