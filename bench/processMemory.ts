import { readFileSync } from "node:fs";

/** A process's memory, in MB of 10^6 bytes. */
export interface ProcessMemory {
  /** What is in memory of it now, mapped files included. */
  readonly resident: number;
  /** Of that, what is only a file's content: the system takes it back when it needs the room. Null where it does not tell. */
  readonly ofFiles: number | null;
  /** The most that was resident at once. */
  readonly peak: number;
}

/** This process's memory. */
export function ownMemory(): ProcessMemory {
  if (process.platform !== "linux") {
    const kilobytes = process.resourceUsage().maxRSS;
    return { resident: process.memoryUsage.rss() / 1e6, ofFiles: null, peak: (kilobytes * 1024) / 1e6 };
  }
  const status = readFileSync("/proc/self/status", "utf8");
  const of = (field: string) => (Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6;
  return { resident: of("VmRSS"), ofFiles: of("RssFile"), peak: of("VmHWM") };
}
