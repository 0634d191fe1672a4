import { parentPort, workerData } from "node:worker_threads";
import type { Mark } from "../../export/figure.js";
import { exportFile } from "./exportFile.js";
import type { ExportAnswer, ExportOrder, MarksMessage } from "./exportOrder.js";

// A thread of its own for each export, which blocks nobody while it works and is ended with its memory.

const marks: Mark[] = [];

parentPort!.on("message", (some: MarksMessage) => {
  if (some === null) void make(workerData as ExportOrder);
  else marks.push(...some);
});

async function make({ format, content, fontFolder }: ExportOrder): Promise<void> {
  const { figure } = content;
  try {
    const file = await exportFile(format, { ...content, figure: figure && { ...figure, marks } }, fontFolder);
    answer({ kind: "made", file }, [file.bytes.buffer as ArrayBuffer]);
  } catch (thrown) {
    answer({ kind: "failed", detail: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
}

function answer(message: ExportAnswer, moved: readonly ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, moved);
}
