import { withoutTelemetry } from "./telemetry.js";

/**
 * What the C library (glibc) is asked for; others, and other systems, pay no heed to it.
 *
 * Large pages (from 2.35): 2 MB in place of 4 KB, which Linux hands out one by one. All attention of a run is 150 MB, and
 * asking for it in small pages is most of what it costs to have it (`npm run bench`).
 *
 * Large arrays by themselves: each is given back to the system when it is freed. Left to itself, glibc keeps the room of
 * arrays that were freed, and those of a trace that was dropped go on being counted as this process's memory.
 */
const tuned = ["glibc.malloc.hugetlb=1", "glibc.malloc.mmap_threshold=1048576"];

/**
 * Variables that the encoder's process has no use for and native code in it should not find: secrets, the ways into VS
 * Code and into agents that hold keys, and proxies, whose addresses may hold passwords; it opens no connection.
 */
const withheld =
  /^(?:VSCODE_|GIT_ASKPASS$|SSH_|GPG_)|_PROXY$|TOKEN(?!IZER)|SECRET|PASSW|PASSPHRASE|CREDENTIAL|(?:API|ACCESS|PRIVATE|ACCOUNT|ENCRYPTION)_?KEY|_PAT$|CONNECTION_STRING|(?:^|_)AUTH(?:_|$)/i;

/** The environment of the encoder's process. @param own that of the process which starts it */
export function childEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const tunables = own.GLIBC_TUNABLES?.split(":").filter((tunable) => tunable !== "") ?? [];
  const nameOf = (tunable: string) => tunable.slice(0, tunable.indexOf("="));
  const chosen = new Set(tunables.map(nameOf));
  const environment: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(own).filter(([name]) => !withheld.test(name))),
    ...withoutTelemetry,
    // Within VS Code the executable is Electron; without this it would open a window.
    ELECTRON_RUN_AS_NODE: "1",
    // A backtrace of stripped native code tells nobody anything.
    RUST_BACKTRACE: "0",
    GLIBC_TUNABLES: [...tunables, ...tuned.filter((tunable) => !chosen.has(nameOf(tunable)))].join(":"),
  };
  // Meant for the person's own programs (a debugger's hook, a relative --require): none of it belongs in this process.
  delete environment.NODE_OPTIONS;
  return environment;
}
