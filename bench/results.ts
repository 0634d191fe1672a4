import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainFailure } from "../test/host/plainFailure.js";
import type { Measured } from "./benchmark.js";
import type { Machine } from "./machine.js";

/** What one run of the benchmarks measured. */
export interface Results {
  readonly date: string;
  readonly rounds: number;
  readonly machine: Machine;
  readonly benchmarks: Record<string, Measured & { readonly about: string }>;
}

const folder = "bench/results";

/** Writes them where they are kept. @returns the file */
export function keepResults(results: Results, name: string): string {
  if (!/^[\w.-]+$/.test(name)) throw new PlainFailure("--keep takes a name of letters, digits, dots and dashes.");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  writeFileSync(path, `${JSON.stringify(results, rounded, 2)}\n`);
  return path;
}

/** A thousandth says enough of all that is measured here. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(3)) : value;
}
