// Runs a command in a process group of its own, and ends that whole group as soon as the command has ended or this
// process's standard input closes. The system closes it when the parent goes away, however that happens, so nothing
// outlives the parent. A parent that lives says so before it closes the input; of one that does not, the folder goes too.
//   node leash.mjs FOLDER-OR-EMPTY COMMAND [ARGUMENT…]
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { setInterval } from "node:timers";

const patience = 3000;

const [folder, command, ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, {
  stdio: ["ignore", "inherit", "inherit"],
  detached: process.platform !== "win32",
  shell: command.endsWith(".cmd"),
});

let ending = false;
let parentLives = true;

/** True while the group could be signalled, that is while somebody is in it. */
function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

function leave(exitCode) {
  if (folder !== "" && !parentLives) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(exitCode);
}

function end(exitCode) {
  if (ending) return;
  ending = true;
  if (child.pid === undefined) leave(exitCode);
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    leave(exitCode);
  }
  const deadline = Date.now() + patience;
  signalGroup("SIGTERM");
  setInterval(() => {
    if (signalGroup(0) && Date.now() < deadline) return;
    signalGroup("SIGKILL");
    leave(exitCode);
  }, 25);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(1));
let farewell = "";
process.stdin.on("data", (said) => (farewell += said));
process.stdin.on("close", () => {
  parentLives = farewell !== "";
  end(1);
});
process.stdin.on("error", () => undefined);

child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  end(127);
});
child.on("exit", (code) => end(code ?? 1));
