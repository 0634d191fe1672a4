// npm start: see start.ts. This file runs before anything is installed.
import { handOver, setUp } from "./setUp.mjs";

setUp();
handOver("test/host/start.ts");
