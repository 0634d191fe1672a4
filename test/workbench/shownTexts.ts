import { showFailure } from "../../src/editor/failureMessage.js";
import { openLog } from "../../src/editor/log.js";
import { ask, mention, notify } from "../../src/editor/notification.js";
import { withPercentProgress } from "../../src/editor/percentProgress.js";
import { pickRow, typeLine } from "../../src/editor/picker.js";
import { withDelayedProgress } from "../../src/editor/progress.js";
import { Failure, type FailureCode } from "../../src/protocol/failure.js";

// Loaded into an extension host by hostileMessages.test.ts: shows a text in each place that VS Code has for one, by the
// modules that the extension shows its own with.

const log = openLog("Shown Texts");
const ever = new Promise<void>(() => undefined);

export const failure = (code: FailureCode, text: string) => showFailure(new Failure(code, text, text), log);
export const information = (text: string) => notify("information", text);
export const dialog = (text: string) => ask(text, text, []);
export const statusBar = (text: string) => mention(text);
export const rows = (text: string) =>
  pickRow([{ icon: "check", label: text, description: text, detail: text }], { title: text });
export const line = (text: string) => typeLine({ title: "line", prompt: text, placeHolder: "" }, () => text);
export const progress = (text: string) =>
  withDelayedProgress(text, new AbortController(), (report) => {
    report(text);
    return ever;
  });
export const percent = (text: string) =>
  withPercentProgress(text, (_signal, report) => {
    report(0.5, text);
    return ever;
  });
