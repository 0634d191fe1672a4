import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";

/** The extension's log, as those who write to it see it. */
export interface Log {
  debug(entry: string): void;
  info(entry: string): void;
  warn(entry: string): void;
  error(entry: string): void;
  show(): void;
  dispose(): void;
}

/** Opens the log; each entry is encoded for it here, and nowhere else. */
export function openLog(name: string): Log {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return {
    debug: (entry) => channel.debug(encodeFor("log", entry)),
    info: (entry) => channel.info(encodeFor("log", entry)),
    warn: (entry) => channel.warn(encodeFor("log", entry)),
    error: (entry) => channel.error(encodeFor("log", entry)),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
