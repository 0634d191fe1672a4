import type { TestResult } from "./report.js";

const slow = 500;

/** Prints results as they come, as an outline of their titles. */
export class ResultPrinter {
  #open: readonly string[] = [];

  print({ titles, state, milliseconds, reason }: TestResult): void {
    const blocks = titles.slice(0, -1);
    const shared = blocks.findIndex((title, depth) => title !== this.#open[depth]);
    const known = shared < 0 ? blocks.length : shared;
    blocks.slice(known).forEach((title, index) => {
      console.log(`${indent(known + index)}${title}`);
    });
    this.#open = blocks;
    const took = milliseconds >= slow ? ` (${(milliseconds / 1000).toFixed(1)} s)` : "";
    const [mark, remark] = { passed: ["✓", took], failed: ["✗", took], skipped: ["-", ` (skipped: ${reason ?? ""})`] }[
      state
    ];
    console.log(`${indent(blocks.length)}${mark ?? ""} ${titles.at(-1) ?? ""}${remark ?? ""}`);
  }
}

function indent(depth: number): string {
  return "  ".repeat(depth + 1);
}
