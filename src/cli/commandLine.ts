import { version } from "../../package.json";
import { Failure } from "../protocol/failure.js";
import { exitCodes } from "./exitCodes.js";
import { helpOf } from "./help.js";
import { reportFailure } from "./reportFailure.js";
import { sitesCommand } from "./sitesCommand.js";
import type { Surroundings } from "./surroundings.js";
import { traceCommand } from "./traceCommand.js";

const commands = { sites: sitesCommand, trace: traceCommand } as const;

/**
 * Does what the parameters of the program say.
 *
 * @returns the exit code; whatever fails is told on standard error, in one sentence
 */
export async function commandLine(parameters: readonly string[], surroundings: Surroundings): Promise<number> {
  const [first, ...rest] = parameters;
  const command = first === "sites" || first === "trace" ? first : null;
  // What follows the options' end is a text, and no option.
  const end = parameters.indexOf("--");
  const options = end < 0 ? parameters : parameters.slice(0, end);
  try {
    if (options.includes("--version")) surroundings.print(`attention-inspector ${version}\n`);
    else if (options.includes("--help") || options.includes("-h")) surroundings.print(helpOf(command));
    else if (command === null) throw wrongCommand(first);
    else await commands[command](rest, surroundings);
    return exitCodes.success;
  } catch (thrown) {
    return reportFailure(thrown, surroundings.warn, options.includes("--verbose"));
  }
}

function wrongCommand(first: string | undefined): Failure {
  const what = first === undefined ? "A command is missing" : `There is no command ${first}`;
  return new Failure("wrongUsage", `${what}; it is sites or trace, and attention-inspector --help says more.`);
}
