import { existsSync, readFileSync, rmSync } from "node:fs";
import type { ReportLine } from "./report.js";

const interval = 200;

/** Follows a report's file while another process writes it. */
export class ReportReader {
  #read = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly file: string,
    readonly onLine: (line: ReportLine) => void,
  ) {
    rmSync(file, { force: true });
    this.#timer = setInterval(() => {
      this.#readOn();
    }, interval);
  }

  /** Reads what is left, and follows no longer; the file has done its duty. */
  stop(): void {
    clearInterval(this.#timer);
    this.#readOn();
    rmSync(this.file, { force: true });
  }

  #readOn(): void {
    if (!existsSync(this.file)) return;
    const unread = readFileSync(this.file).subarray(this.#read);
    const complete = unread.subarray(0, unread.lastIndexOf("\n") + 1);
    this.#read += complete.length;
    for (const line of complete.toString().split("\n")) {
      if (line !== "") this.onLine(JSON.parse(line) as ReportLine);
    }
  }
}
