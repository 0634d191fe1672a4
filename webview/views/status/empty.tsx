import { encodeFor } from "../../../src/attention/encodeFor.js";
import { useEffect, useState } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Phrase } from "../../phrase.js";
import { Busy } from "./busy.js";
import { Button } from "../../toolkit.js";

/** How to make a trace, while there is none. */
export function Empty() {
  const { store, model } = usePage();
  if (model.waiting) return <Waiting />;
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

/** Milliseconds in which the host answers as a rule: what is there for a moment only makes the first picture later. */
const SOON = 150;

/** That the host has not answered yet. */
function Waiting() {
  const { restoring } = usePage().model;
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON);
    return () => clearTimeout(timer);
  }, []);
  const text = restoring === null ? labels.loading : fill(labels.restoring, { title: encodeFor("page", restoring) });
  return (
    <div class="empty">
      {late && <p class="hint">{text}</p>}
      <Busy />
    </div>
  );
}
