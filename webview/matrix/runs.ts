/** Runs of neighbouring indices in rising order, each as its first and the one past its last. */
export function runsOf(indices: ReadonlySet<number>): [first: number, past: number][] {
  const runs: [number, number][] = [];
  for (const index of [...indices].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}
