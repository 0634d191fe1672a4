import * as l10n from "@vscode/l10n";
import { LANGUAGE_ELEMENT, type PageLanguage } from "../src/protocol/pageLanguage.js";
import { speak } from "./labels.js";

/** The language that the host wrote into the page; null where the page speaks English. */
export function pageLanguage(): PageLanguage | null {
  const element = document.getElementById(LANGUAGE_ELEMENT);
  return element && (JSON.parse(element.textContent) as PageLanguage);
}

/** Has the page, and what `protocol/` says in it, speak a language. To be called before the page is mounted. */
export function speakLanguage({ language, labels, sentences }: PageLanguage): void {
  speak(labels, language);
  l10n.config({ contents: { ...sentences } });
}
