import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { withCompactArrays } from "../../encoder/compactArrays.js";
import type { ViewFormat } from "../../export/exportFormats.js";
import type { ExportContent } from "../../export/fileChunks.js";
import type { Mark } from "../../export/figure.js";
import { Failure } from "../../protocol/failure.js";
import { breather } from "./breather.js";
import { buffersIn } from "./buffersIn.js";
import type { ExportedFile } from "./exportFile.js";
import type { ExportAnswer, ExportOrder, MarksMessage } from "./exportOrder.js";
import { marksAtOnce } from "./limits.js";
import type { Log } from "../../editor/log.js";

/** What the thread is started with. */
export interface WorkerParts {
  /** Where the build put exportWorker.js and, in fonts/, the fonts. */
  readonly folder: string;
  readonly log: Pick<Log, "error">;
}

/**
 * What a view is saved as, made in a thread of its own: the extension host keeps its turns, however large the view is. The
 * thread has ended when this has, whichever way.
 *
 * @param content its arrays are given away
 * @throws Failure `cannotWrite` where the thread fails or ends; what `signal` was aborted with
 */
export async function exportInWorker(
  format: ViewFormat,
  { figure, ...content }: ExportContent,
  { folder, log }: WorkerParts,
  signal: AbortSignal,
): Promise<ExportedFile> {
  signal.throwIfAborted();
  const { marks, ...frame } = figure ?? { marks: [] };
  const order = { format, content: { ...content, figure: figure && frame }, fontFolder: join(folder, "fonts") };
  const workerData = withCompactArrays(order) as ExportOrder;
  const worker = new Worker(join(folder, "exportWorker.js"), {
    workerData,
    transferList: buffersIn(workerData),
    execArgv: [],
  });
  try {
    const answered = answerOf(worker, signal).catch((thrown: unknown) => {
      if (thrown instanceof Failure) log.error(`export: ${thrown.detail}`);
      throw thrown;
    });
    await Promise.race([answered, sendMarks(worker, marks, signal)]);
    return await answered;
  } finally {
    await worker.terminate();
  }
}

async function sendMarks(worker: Worker, marks: readonly Mark[], signal: AbortSignal): Promise<void> {
  const breathe = breather(signal);
  const send = (message: MarksMessage) => worker.postMessage(message, buffersIn(message));
  for (let first = 0; first < marks.length; first += marksAtOnce) {
    send(withCompactArrays(marks.slice(first, first + marksAtOnce)) as readonly Mark[]);
    await breathe();
  }
  send(null);
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<ExportedFile> {
  return new Promise((resolve, reject) => {
    worker.once("message", (answer: ExportAnswer) => {
      if (answer.kind === "made") resolve(answer.file);
      else reject(notMade(answer.detail));
    });
    worker.once("messageerror", (error) => reject(notMade(error)));
    worker.once("error", (error) => reject(notMade(error)));
    worker.once("exit", (code) => reject(notMade(`exit code ${code}`)));
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

function notMade(detail: unknown): Failure {
  const sentence = vscode.l10n.t(
    "The file could not be made; select less, or export another format, and see the log if that does not help.",
  );
  return new Failure("cannotWrite", sentence, String(detail));
}
