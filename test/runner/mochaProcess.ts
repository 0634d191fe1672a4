import { runMocha, type MochaRun } from "./runMocha.js";

const patience = 5000;

/** The program of a suite that runs outside VS Code: its one parameter says what to run. */
async function main(): Promise<void> {
  process.exitCode = (await runMocha(JSON.parse(process.argv[2] ?? "") as MochaRun)) === 0 ? 0 : 1;
  // Tests that leave something running would keep this process alive: that is a failure to be told, not to wait for.
  setTimeout(() => {
    console.error(`The tests are done, but left something running: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(3);
  }, patience).unref();
}

void main();
