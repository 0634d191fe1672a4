import type { Benchmark } from "./benchmark.js";
import { opening } from "./opening.js";
import { running } from "./running.js";

/** All benchmarks, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [opening, running];
