import type { Port } from "../protocol/channel.js";
import { withCompactArrays } from "./compactArrays.js";

/** Either end of a pipe that `fork` made: the child seen by its parent, or `process` in the child. */
interface ProcessEnd {
  send?(message: unknown, callback: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  off(event: "message", listener: (message: unknown) => void): unknown;
}

/** A port over a process's pipe. What is posted after the other end has gone is dropped: its owner hears of the exit. */
export function processPort(end: ProcessEnd): Port {
  return {
    post(message) {
      end.send?.(message, () => undefined);
    },
    listen(listener) {
      const receive = (message: unknown) => listener(withCompactArrays(message));
      end.on("message", receive);
      return () => void end.off("message", receive);
    },
  };
}
