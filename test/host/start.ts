import { runProgram } from "./program.js";
import { startForPerson } from "./startForPerson.js";
import { startOnce } from "./startOnce.js";
import { readStartOptions } from "./startOptions.js";

void runProgram(async (context) => {
  const options = readStartOptions(process.argv.slice(2));
  return options.once ? startOnce(options, context) : startForPerson(options, context);
});
