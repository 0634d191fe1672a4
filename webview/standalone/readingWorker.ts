import { readTraces } from "./traceReader.js";

// Runs in a worker of the page, beside what draws.
readTraces({
  post: (message) => postMessage(message),
  listen: (listener) => {
    const receive = (event: MessageEvent<unknown>) => listener(event.data);
    addEventListener("message", receive);
    return () => removeEventListener("message", receive);
  },
});
