// Runs a command in a process group of its own, and ends that whole group as soon as the command has ended or this
// process's standard input closes. The system closes it when the parent goes away, however that happens, so nothing
// outlives the parent.
//   node leash.mjs COMMAND [ARGUMENT…]
import { spawn, spawnSync } from "node:child_process";
import { setInterval } from "node:timers";

const patience = 3000;

const [command, ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, {
  stdio: ["ignore", "inherit", "inherit"],
  detached: process.platform !== "win32",
  shell: command.endsWith(".cmd"),
});

let ending = false;

/** True while the group could be signalled, that is while somebody is in it. */
function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

function end(exitCode) {
  if (ending) return;
  ending = true;
  if (child.pid === undefined) process.exit(exitCode);
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    process.exit(exitCode);
  }
  const deadline = Date.now() + patience;
  signalGroup("SIGTERM");
  setInterval(() => {
    if (signalGroup(0) && Date.now() < deadline) return;
    signalGroup("SIGKILL");
    process.exit(exitCode);
  }, 25);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(1));
process.stdin.on("end", () => end(1)).on("error", () => end(1));
process.stdin.resume();

child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  end(127);
});
child.on("exit", (code) => end(code ?? 1));
