import { memoryBounds, runTimes } from "../encoder/limits.js";
import { Failure } from "../protocol/failure.js";

/** The bounds that a person sets for a command; null for those of VS Code. */
export interface BoundOptions {
  /** Milliseconds that each step may take. */
  readonly deadline: number | null;
  /** Bytes of resident memory. */
  readonly memory: number | null;
}

export const boundOptionNames = { deadline: { type: "string" }, memory: { type: "string" } } as const;

/** @throws Failure `wrongUsage` */
export function boundOptions(values: {
  readonly deadline?: string | undefined;
  readonly memory?: string | undefined;
}): BoundOptions {
  const { deadline, memory } = values;
  return {
    deadline: wholeNumber("--deadline", deadline, "seconds", 1e3, runTimes),
    memory: wholeNumber("--memory", memory, "MB", 1e6, memoryBounds),
  };
}

function wholeNumber(
  option: string,
  text: string | undefined,
  unit: string,
  factor: number,
  [least, most]: readonly [number, number],
): number | null {
  if (text === undefined) return null;
  const number = /^\d{1,9}$/.test(text) ? Number(text) * factor : NaN;
  if (number >= least && number <= most) return number;
  throw new Failure(
    "wrongUsage",
    `${option} ${text} is no whole number of ${unit} from ${least / factor} to ${most / factor}; correct it.`,
  );
}
