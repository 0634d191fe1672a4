import { translatedAs } from "../labels/translatedAs.js";
import { englishModelLabels } from "./englishModelLabels.js";

/** Every word of a model's editor, in the language that was chosen before its page was mounted. */
export let modelLabels = englishModelLabels;

/** Chooses the language; words that it lacks stay English. */
export function speakOfModels(translated: unknown): void {
  modelLabels = translatedAs(englishModelLabels, translated);
}
