/**
 * Gives the C library (glibc from 2.35) large arrays in pages of 2 MB in place of 4 KB, which Linux hands out one by one:
 * all attention of a run is 150 MB, and asking for it in small pages is most of what it costs to have it (`npm run bench`).
 * Other C libraries and systems pay no heed to it.
 */
const largePages = "glibc.malloc.hugetlb=1";

/** The environment of the encoder's process. @param own that of the process which starts it */
export function childEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const tunables = own.GLIBC_TUNABLES?.split(":").filter((tunable) => tunable !== "") ?? [];
  const chosen = tunables.some((tunable) => tunable.startsWith("glibc.malloc.hugetlb="));
  const environment: NodeJS.ProcessEnv = {
    ...own,
    // Within VS Code the executable is Electron; without this it would open a window.
    ELECTRON_RUN_AS_NODE: "1",
    // A backtrace of stripped native code tells nobody anything.
    RUST_BACKTRACE: "0",
    GLIBC_TUNABLES: [...tunables, ...(chosen ? [] : [largePages])].join(":"),
  };
  // Meant for the person's own programs (a debugger's hook, a relative --require): none of it belongs in this process.
  delete environment.NODE_OPTIONS;
  return environment;
}
