// The encoder's process:
// `encoderProcess <parent's process id> <working directory> <another onnxruntime-node or ""> <bundle of its language or "">`.
import * as l10n from "@vscode/l10n";
import { Channel } from "../protocol/channel.js";
import type { EncoderEvents, EncoderMethods, NoMethods } from "../protocol/encoderProtocol.js";
import { maximumTraces } from "./limits.js";
import { boundedHandlers, MemoryBound } from "./memoryBound.js";
import { openEncoder } from "./openEncoder.js";
import { OpenEncoders } from "./openEncoders.js";
import { endWithParent } from "./parentWatch.js";
import { processPort } from "./processPort.js";
import { chooseRuntime } from "./runtime.js";
import { traceHandlers } from "./traceHandlers.js";
import { TraceStore } from "./traceStore.js";

const [parent, directory, runtimePath, translation] = process.argv.slice(2);
if (translation) l10n.config({ fsPath: translation });
const store = new TraceStore(maximumTraces);
const memory = new MemoryBound(endWithParent(Number(parent), directory!), () => store.bytes);
if (runtimePath) chooseRuntime(runtimePath, (message) => channel.emit("log", { level: "warn", message }));

const handlers = traceHandlers(new OpenEncoders(openEncoder), store, (level, message) =>
  channel.emit("log", { level, message }),
);
const channel = new Channel<NoMethods, NoMethods, EncoderMethods, EncoderEvents>(
  processPort(process),
  boundedHandlers(handlers, memory, Boolean(runtimePath)),
);
// Its first word, for which the parent waits.
channel.emit("log", { level: "debug", message: `The encoder's process ${process.pid} is ready.` });
