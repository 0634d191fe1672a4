import { Failure } from "../protocol/failure.js";

/** No encoder has as many layers or heads. */
const largest = 9999;

/**
 * The numbers that `0,2-3` names, in rising order, each once.
 *
 * @param option what they were given for, such as `--layers`
 * @throws Failure `wrongUsage`
 */
export function numberRanges(option: string, text: string): number[] {
  const wrong = () =>
    new Failure("wrongUsage", `${option} ${text} is no list of numbers such as 0,2-3, counted from 0; correct it.`);
  const numbers = new Set<number>();
  for (const range of text.split(",")) {
    const match = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(range);
    if (match === null) throw wrong();
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first || last > largest) throw wrong();
    for (let number = first; number <= last; number++) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}
