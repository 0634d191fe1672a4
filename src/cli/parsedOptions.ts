import { parseArgs, type ParseArgsConfig } from "node:util";
import { Failure } from "../protocol/failure.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that every command has. */
export const commonOptions = {
  help: { type: "boolean", short: "h" },
  verbose: { type: "boolean" },
  version: { type: "boolean" },
} as const satisfies Options;

/**
 * A command's options and what stands between them.
 *
 * @throws Failure `wrongUsage`
 */
export function parsedOptions<T extends Options>(
  command: string,
  parameters: readonly string[],
  options: T,
): Pick<ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>, "values" | "positionals"> {
  const help = `attention-inspector ${command} --help`;
  try {
    const config = { args: [...parameters], options, allowPositionals: true, tokens: true } as const;
    const { values, positionals, tokens } = parseArgs(config);
    const given = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== "option") continue;
      if (given.has(token.name)) throw new Failure("wrongUsage", `${token.rawName} was given twice; give it once.`);
      given.add(token.name);
    }
    return { values, positionals };
  } catch (thrown) {
    if (thrown instanceof Failure || !(thrown instanceof TypeError)) throw thrown;
    const { code = "" } = thrown as NodeJS.ErrnoException;
    const option = /'(-[^' ]*)/.exec(thrown.message)?.[1] ?? "an option";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new Failure("wrongUsage", `There is no option ${option}; see ${help}.`, thrown.message);
    if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") throw thrown;
    const sentence = thrown.message.includes("does not take")
      ? `${option} takes no value; see ${help}.`
      : `${option} needs a value; one that begins with a dash follows an equals sign, as in ${option}=-1.`;
    throw new Failure("wrongUsage", sentence, thrown.message);
  }
}
