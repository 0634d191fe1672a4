/** One thing that is measured. */
export interface Benchmark {
  readonly name: string;
  /** What it tells, in a few words. */
  readonly about: string;
  measure(options: BenchmarkOptions): Promise<Measured>;
}

export interface BenchmarkOptions {
  /** How often everything is measured, in turns. */
  readonly rounds: number;
  /** Told what is being done. */
  readonly log: (line: string) => void;
}

export interface Measured {
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  /** What is to be known besides, such as the number of threads. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The same thing measured in every round. */
export interface Series {
  readonly what: string;
  readonly unit: Unit;
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

export type Unit = "ms" | "MB" | "×" | "%" | "nodes";

/** What a figure must not be above. */
export interface Bar {
  readonly what: string;
  readonly unit: Unit;
  readonly value: number;
  readonly limit: number;
  readonly passed: boolean;
}

export function series(what: string, unit: Unit, values: readonly number[]): Series {
  if (values.length === 0) throw new RangeError(`nothing was measured of ${what}`);
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { what, unit, minimum: sorted[0]!, median, maximum: sorted.at(-1)! };
}

export function bar(what: string, unit: Unit, value: number, limit: number): Bar {
  return { what, unit, value, limit, passed: value <= limit };
}
