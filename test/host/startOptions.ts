import { parseArgs } from "node:util";
import { PlainFailure } from "./plainFailure.js";
import { samples, type SampleName } from "./samples.js";
import { themes, type ThemeName } from "./themes.js";

export interface StartOptions {
  /** Without a person: shows attention, takes a screenshot and ends. */
  readonly once: boolean;
  readonly theme: ThemeName | undefined;
  readonly sample: SampleName;
}

/** Reads the options of `npm start`. */
export function readStartOptions(parameters: string[]): StartOptions {
  const { values } = parseArgs({
    args: parameters,
    options: { once: { type: "boolean" }, theme: { type: "string" }, sample: { type: "string" } },
  });
  return {
    once: values.once ?? false,
    theme: values.theme === undefined ? undefined : oneOf("theme", themes, values.theme),
    sample: oneOf("sample", samples, values.sample ?? "prose"),
  };
}

function oneOf<Key extends string>(option: string, choices: Readonly<Record<Key, unknown>>, given: string): Key {
  if (Object.hasOwn(choices, given)) return given as Key;
  throw new PlainFailure(`--${option} takes ${Object.keys(choices).join(", ")}; not ${given}.`);
}
