/**
 * The paragraph at a line: the lines around it up to the next blank ones. From a blank line, the nearest paragraph below,
 * else above.
 *
 * @returns the first and the last line, or null when every line is blank
 */
export function paragraphAt(
  line: number,
  lineCount: number,
  isBlank: (line: number) => boolean,
): readonly [first: number, last: number] | null {
  let inside = line;
  while (inside < lineCount && isBlank(inside)) inside++;
  if (inside >= lineCount) {
    inside = Math.min(line, lineCount - 1);
    while (inside >= 0 && isBlank(inside)) inside--;
  }
  if (inside < 0) return null;
  let first = inside;
  while (first > 0 && !isBlank(first - 1)) first--;
  let last = inside;
  while (last + 1 < lineCount && !isBlank(last + 1)) last++;
  return [first, last];
}
