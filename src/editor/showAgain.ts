import type { CurrentTrace } from "./currentTrace.js";
import { textOf } from "./selectedText.js";
import type { ShowAttention } from "./showAttention.js";
import { tracedDocument } from "./tracedDocument.js";

/**
 * Runs the encoder again on the text that is shown, as it stands now; does nothing where none is shown.
 *
 * @throws Failure as `ShowAttention.run` does; `textChanged` where the text's document is gone
 */
export async function showAgain(parts: {
  readonly current: CurrentTrace;
  readonly showAttention: ShowAttention;
}): Promise<void> {
  const { text } = parts.current;
  if (!text) return;
  const { title, ranges } = text.source();
  const document = await tracedDocument(text.uri, title);
  await parts.showAttention.run(textOf(document, ranges, null));
}
