import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { build, type BuildOptions } from "esbuild";
import type { TemporaryFolder } from "../../encoder/support/temporaryFolder.js";
import { bundledEncoder } from "../../encoder/support/fixtures.js";

const repository = resolve(import.meta.dirname, "../../../..");

/** The output, files and sockets that a program leaves. */
export interface LeftBehind {
  readonly said: string;
  /** Files in its home, cache and temporary folders. */
  readonly files: readonly string[];
  /** The system calls by which it made or used a socket of the internet; null if it was not watched. */
  readonly sockets: readonly string[] | null;
}

/** Bundles the programs as esbuild.mjs does, into an extension's folder. */
export async function bundlePrograms(folder: TemporaryFolder): Promise<void> {
  const common: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["onnxruntime-node", "tokenizers"],
    outdir: join(folder.path, "dist"),
    logLevel: "error",
  };
  const entries = { cli: "src/cli/cli.ts", encoderProcess: "src/encoder/encoderProcess.ts" };
  await build({ ...common, absWorkingDir: repository, entryPoints: entries });
  const support = "test/unit/telemetry/support";
  await build({
    ...common,
    absWorkingDir: repository,
    entryPoints: { windowProgram: `${support}/windowProgram.ts` },
    alias: { "@vscode/l10n": "./src/editor/windowLanguage.ts", vscode: `./${support}/fakeVscode.ts` },
    supported: { "dynamic-import": false },
  });
  symlinkSync(join(repository, "node_modules"), join(folder.path, "node_modules"), "junction");
  mkdirSync(join(folder.path, "media"));
  symlinkSync(bundledEncoder, join(folder.path, "media/encoder"), "junction");
}

/** Whether strace is there and may watch processes. */
export function canWatchSockets(): boolean {
  return spawnSync("strace", ["-f", "-e", "trace=%network", process.execPath, "--version"]).status === 0;
}

/**
 * Runs a program of `folder` with home, cache and temporary folders that are empty, in an environment that asks for
 * telemetry, and, if `watched`, under strace with all that it starts.
 */
export async function leftBehind(
  folder: TemporaryFolder,
  name: string,
  parameters: readonly string[],
  watched: boolean,
): Promise<LeftBehind> {
  const places = ["home", "cache", "temporary"].map((place) => join(folder.path, name, place));
  const [home, cache, temporary] = places as [string, string, string];
  for (const place of places) mkdirSync(place, { recursive: true });
  const log = join(folder.path, name, "strace.log");
  const strace = watched ? ["strace", "-f", "-qq", "-e", "trace=%network", "-o", log] : [];
  const [command, ...rest] = [...strace, process.execPath, ...parameters] as [string, ...string[]];
  // Nothing of this process's environment: ONNX Runtime sends nothing where it finds a variable of a build server.
  const child = spawn(command, rest, {
    cwd: folder.path,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      XDG_CACHE_HOME: cache,
      TMPDIR: temporary,
      ORT_DISABLE_TELEMETRY: "0",
      ...(process.platform === "win32" && { SystemRoot: process.env.SystemRoot, TEMP: temporary, TMP: temporary }),
    },
  });
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}${complained}`);
  return {
    said,
    files: places.flatMap((place) => readdirSync(place, { recursive: true, encoding: "utf8" })),
    sockets: watched
      ? readFileSync(log, "utf8")
          .split("\n")
          .filter((line) => /\bAF_INET6?\b/.test(line))
      : null,
  };
}
