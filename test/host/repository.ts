import { join, resolve } from "node:path";

/** The root of the checkout, which is also the extension under development. */
export const repository = resolve(import.meta.dirname, "..", "..");

/** Everything that these scripts write, apart from the host's installation. */
export const outputFolder = join(repository, "out");

/** Logs of servers and of whole VS Code runs, kept for whoever has to find out why something failed. */
export const logFolder = join(outputFolder, "logs");

/** The folder of sample texts. */
export const sampleFolder = join(repository, "test", "workspace");
