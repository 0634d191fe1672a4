import { useContext, useLayoutEffect } from "preact/hooks";
import { useObserved } from "../state/observed.js";
import { PageContext } from "../state/pageContext.js";
import type { Dialog } from "./dialog.js";

interface OpenedDialog<K extends Dialog["kind"]> {
  /** Null while it is closed. */
  readonly opened: Extract<Dialog, { readonly kind: K }> | null;
  readonly close: () => void;
}

/** One of the page's dialogs, and what closes it; it closes with the component that shows it. */
export function useDialog<K extends Dialog["kind"]>(kind: K): OpenedDialog<K> {
  const { dialog } = useContext(PageContext);
  const opened = useObserved(dialog);
  const close = () => {
    if (dialog.value?.kind === kind) dialog.set(null);
  };
  useLayoutEffect(() => close, [dialog]);
  return { opened: opened?.kind === kind ? (opened as OpenedDialog<K>["opened"]) : null, close };
}
