import { useEffect, useState } from "preact/hooks";
import { useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";

/** A pointer that rests this long is worth a sentence aloud, in milliseconds. */
const REST = 150;

/** Says politely what the cell under a resting pointer says. With the keyboard the cell or the option in hand is read by itself. */
export function LiveRegion() {
  const { store } = usePage();
  const spoken = useObserved(store.spoken);
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => {
      const byKeyboard =
        document.activeElement?.hasAttribute("aria-activedescendant") === true &&
        document.activeElement.matches(":focus-visible");
      setText(byKeyboard ? "" : (spoken?.text ?? ""));
    }, REST);
    return () => clearTimeout(timer);
  }, [spoken]);
  return (
    <div class="unseen" aria-live="polite">
      {text}
    </div>
  );
}
