import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Phrase } from "../../phrase.js";
import { Busy } from "./busy.js";
import { Button } from "../../toolkit.js";

/** How to make a trace, while there is none. */
export function Empty() {
  const { store, model } = usePage();
  if (model.waiting) {
    const text = model.restoring === null ? labels.loading : fill(labels.restoring, { title: model.restoring });
    return (
      <div class="empty">
        <p class="hint">{text}</p>
        <Busy />
      </div>
    );
  }
  return (
    <div class="empty">
      <h1>{labels.emptyTitle}</h1>
      <p>{labels.emptyText}</p>
      <Button text={labels.showAttention} onClick={() => store.run("showAttention")} />
      <p class="hint">
        <Phrase template={labels.emptyShortcut} slots={{ shortcut: <Shortcut /> }} />
      </p>
      <Busy />
    </div>
  );
}

function Shortcut() {
  const keys = (navigator.userAgent.includes("Macintosh") ? labels.shortcutMac : labels.shortcut).split(" ");
  return (
    <span class="shortcut">
      {keys.map((key, place) => (
        <kbd key={place}>{key}</kbd>
      ))}
    </span>
  );
}
