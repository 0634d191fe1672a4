/** What Tab stops at. */
export const focusable =
  'button:not(:disabled, [tabindex="-1"]), input:not(:disabled, [tabindex="-1"]), [tabindex="0"]';

/** Sends Tab from the last stop of a box to its first, and back. */
export function keepFocusWithin(box: HTMLElement, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>(focusable)];
  const [first, last] = [stops[0], stops.at(-1)];
  const { activeElement } = document;
  if (event.shiftKey && (activeElement === first || activeElement === box)) last?.focus();
  else if (!event.shiftKey && activeElement === last) first?.focus();
  else return;
  event.preventDefault();
}
