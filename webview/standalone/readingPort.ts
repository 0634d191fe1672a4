import type { Port } from "../../src/protocol/channel.js";

/** The way to a worker that reads traces. @param code what it runs */
export function readingPort(code: string): Port {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  return {
    post: (message) => worker.postMessage(message),
    listen: (listener) => {
      const receive = (event: MessageEvent<unknown>) => listener(event.data);
      worker.addEventListener("message", receive);
      return () => worker.removeEventListener("message", receive);
    },
  };
}
