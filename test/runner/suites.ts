import { startIntegration } from "./startIntegration.js";
import { startMocha } from "./startMocha.js";
import type { Suite } from "./suite.js";

/** All suites, in the order in which they run: what is quick to fail comes first. */
export const suites: readonly Suite[] = [
  { name: "unit", processes: 1, limitInSecondsPerTest: 30, limitInSeconds: 900, start: startMocha },
  { name: "webview", processes: 2, limitInSecondsPerTest: 30, limitInSeconds: 900, start: startMocha },
  { name: "integration", processes: 1, limitInSecondsPerTest: 60, limitInSeconds: 300, start: startIntegration },
  { name: "workbench", processes: 1, limitInSecondsPerTest: 120, limitInSeconds: 360, start: startMocha },
  { name: "package", processes: 1, limitInSecondsPerTest: 240, limitInSeconds: 300, start: startMocha },
  { name: "training", processes: 1, limitInSecondsPerTest: 120, limitInSeconds: 560, start: startMocha },
];
