// npm run package: see package.ts. This file runs before anything is installed.
import { handOver, setUp } from "./setUp.mjs";

setUp();
handOver("test/host/package.ts");
