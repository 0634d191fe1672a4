/** A text for HTML, between tags or in a quoted attribute; the characters that HTML lacks become U+FFFD. */
export function htmlText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\0", "\ufffd");
}
