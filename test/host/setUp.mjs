// What has to be there before anything of the project can run. Nothing is installed yet: only Node itself is used.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Installs the dependencies when they are not those of the lock, and builds the extension. */
export function setUp() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`);
  if (!hasLockedDependencies()) {
    console.log("Installing the dependencies (npm ci) …");
    runToEnd(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  }
  runToEnd(process.execPath, ["esbuild.mjs"]);
}

/** Runs a TypeScript program of this folder in a process of its own, and ends with its exit code. */
export function handOver(program) {
  const parameters = ["--import", "tsx", join(root, program), ...process.argv.slice(2)];
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: "inherit" });
  // The program ends in its own time, after its clean-ups; a terminal's Ctrl-C reaches it without our help.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  onceOrphaned(() => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}

/** npm starts a shell that starts this process, and the shell does not pass on that npm was ended. */
function onceOrphaned(act) {
  const shell = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || isAlive(npm))) return;
    clearInterval(timer);
    act();
  }, 500);
}

function parentOf(processId) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(processId)], { encoding: "utf8" });
  return Number(stdout) || undefined;
}

function isAlive(processId) {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** Compares what is installed with the lock by content: the times of files say little after a checkout. */
function hasLockedDependencies() {
  try {
    const locked = packagesOf("package-lock.json");
    const installed = packagesOf("node_modules/.package-lock.json");
    return Object.entries(locked).every(([path, { version, optional }]) =>
      installed[path] === undefined ? path === "" || optional : installed[path].version === version,
    );
  } catch {
    return false;
  }
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(join(root, lock), "utf8")).packages;
}

function runToEnd(command, parameters) {
  const shell = command.endsWith(".cmd");
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: "inherit", shell });
  if (status !== 0) fail(`${command} ${parameters.join(" ")} failed${error ? `: ${error.message}` : ""}.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
