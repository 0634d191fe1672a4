// npm run bench:page: see folder.ts. This file runs before anything is installed.
import { handOver, setUp } from "../../test/host/setUp.mjs";

setUp();
handOver("bench/page/folder.ts");
