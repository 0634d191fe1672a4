// A parent to be killed: starts an encoder's process, says its process id and working directory, and waits for ever.
//   orphaningParent.ts <encoderProcess.js> <encoder folder> <step after which to say it>
import { readlinkSync } from "node:fs";
import { EncoderClient } from "../../../../src/encoder/encoderClient.js";

const [processPath, encoder, lastStep] = process.argv.slice(2) as [string, string, string];
let pid = "";
const client = new EncoderClient({
  processPath,
  log(_, message) {
    pid ||= /process (\d+) is ready/.exec(message)?.[1] ?? "";
  },
});
const say = () => {
  const directory = process.platform === "linux" ? readlinkSync(`/proc/${pid}/cwd`) : "";
  process.stdout.write(`${JSON.stringify({ pid: Number(pid), directory })}\n`);
};
const request = { id: 1, encoder, executionProvider: "cpu", maximumTokens: 512, segments: ["tea"] } as const;
const run = client.call("trace", request, {
  onProgress(step) {
    if (step.startsWith(lastStep)) setTimeout(say, 100);
  },
});
if (lastStep === "done") void run.then(say);
setInterval(() => undefined, 1000);
