import { startIntegration } from "./startIntegration.js";
import { startMocha } from "./startMocha.js";
import type { Suite } from "./suite.js";

/** All suites, in the order in which they run: what is quick to fail comes first. */
export const suites: readonly Suite[] = [
  { name: "unit", limitInSecondsPerTest: 30, limitInSeconds: 400, start: startMocha },
  { name: "webview", limitInSecondsPerTest: 30, limitInSeconds: 900, start: startMocha },
  { name: "integration", limitInSecondsPerTest: 60, limitInSeconds: 300, start: startIntegration },
  { name: "workbench", limitInSecondsPerTest: 120, limitInSeconds: 360, start: startMocha },
  { name: "package", limitInSecondsPerTest: 240, limitInSeconds: 300, start: startMocha },
  { name: "training", limitInSecondsPerTest: 120, limitInSeconds: 560, start: startMocha },
];
