/** The words of a page in another language than English, as the host hands them to it: `l10n/page.l10n.LANGUAGE.json`. */
export interface PageLanguage {
  /** As BCP 47 has it. */
  readonly language: string;
  /** Nested as the English words of the attention page; what is missing stays English. */
  readonly labels: unknown;
  /** As those of the page of an .onnx file. */
  readonly modelLabels: unknown;
  /** What `protocol/` says in a page, by its English. */
  readonly sentences: Readonly<Record<string, string>>;
}

/** The id of the element that holds a page's language, as JSON; there is none where the page speaks English. */
export const LANGUAGE_ELEMENT = "labels";

/** That element. It is data: nothing in it is executed. */
export function languageElement(language: PageLanguage): string {
  const json = JSON.stringify(language).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="${LANGUAGE_ELEMENT}">${json}</script>`;
}
