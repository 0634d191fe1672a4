import { useId, useState } from "preact/hooks";

interface FactProps {
  readonly text: string;
  /** More about it, shown on hover and on focus; Escape hides it. */
  readonly tip?: string | null;
}

/** One fact of the header. */
export function Fact({ text, tip = null }: FactProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  if (tip === null) return <li>{text}</li>;
  return (
    <li onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        class="fact"
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      >
        {text}
      </button>
      <span class="tip" role="tooltip" id={id} hidden={!open}>
        {tip}
      </span>
    </li>
  );
}
