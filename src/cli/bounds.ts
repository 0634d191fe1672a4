import type { Deadline } from "../protocol/deadline.js";

/** Bounds what files of others may take of the machine, in memory and in time: whoever watches ends the process beyond it. */
export interface Bounds {
  /** Bounds this process's resident memory, in bytes; null if it may take what there is. */
  readonly memory: (bytes: number | null) => void;
  /** Begins a step and says by when it has to end; null if it may take as long as it likes. */
  readonly step: (deadline: Deadline | null) => Promise<void>;
}

/** The bounds of a process that nobody watches. */
export const unbounded: Bounds = { memory: () => undefined, step: () => Promise.resolve() };
