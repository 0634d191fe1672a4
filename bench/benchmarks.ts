import type { Benchmark } from "./benchmark.js";
import { opening } from "./opening.js";
import { page } from "./page/page.js";
import { running } from "./running.js";
import { tracing } from "./tracing.js";

/** All benchmarks, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [opening, running, tracing, page];
