import { runProgram } from "./program";
import { startForPerson } from "./startForPerson";
import { startOnce } from "./startOnce";
import { readStartOptions } from "./startOptions";

void runProgram(async (context) => {
  const options = readStartOptions(process.argv.slice(2));
  return options.once ? startOnce(options, context) : startForPerson(options, context);
});
