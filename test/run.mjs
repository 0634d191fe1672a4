// npm test: see runner/run.ts. This file runs before anything is installed.
import { handOver, setUp } from "./host/setUp.mjs";

setUp();
handOver("test/runner/run.ts");
