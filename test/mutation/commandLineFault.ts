import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { text } from "node:stream/consumers";
import { exitCodes, failureExitCodes } from "../../src/cli/exitCodes.js";
import type { FailureCode } from "../../src/protocol/failure.js";

export interface CommandLineCase {
  /** The bundled command line. */
  readonly program: string;
  readonly encoder: string;
  readonly segments: readonly string[];
  readonly maximumTokens: number;
  /** "ok" or a failure's code: what became of the same encoder in the window. */
  readonly outcome: string;
}

/** What the command line says on standard error, a sentence a line; ONNX Runtime's own words are behind --verbose. */
const sentences = /^(attention-inspector: [^\n\r\0]{1,2100}\n)*$/;

/**
 * Runs the command line on a damaged encoder, and says what is wrong: another outcome than in the window, no sentence, or a
 * file that is left behind or missing.
 */
export async function commandLineFault(one: CommandLineCase): Promise<string | null> {
  const { program, encoder, segments, maximumTokens, outcome } = one;
  const [first = "", second] = segments;
  const out = `${encoder}.npz`;
  const pair = second === undefined ? [] : ["--pair", second];
  const length = ["--max-tokens", String(maximumTokens)];
  const parameters = ["trace", "--encoder", encoder, "--text", first, ...pair, ...length, "--deadline", "3"];
  const child = spawn(process.execPath, [program, ...parameters, "--out", out], { stdio: ["ignore", "pipe", "pipe"] });
  const [[code], said] = await Promise.all([
    once(child, "exit") as Promise<[number]>,
    text(child.stderr),
    text(child.stdout),
  ]);
  const written = existsSync(out);
  rmSync(out, { force: true });
  const expected = outcome === "ok" ? exitCodes.success : failureExitCodes[outcome as FailureCode];
  // Weights that are all NaN are drawn in the window, and are nothing to be written.
  const isNothing = code === exitCodes.runFailed && outcome === "ok" && said.includes("NaN");
  // A process that has just begun may stay within a bound that one with other encoders open does not.
  const isWithinBound = code === 0 && (outcome === "encoderStopped" || outcome === "tookTooLong");
  if (code !== expected && !isNothing && !isWithinBound)
    return `the command line ends with ${code}, not ${expected}: ${said.slice(0, 500)}`;
  if (!sentences.test(said) || (code !== 0 && said === ""))
    return `the command line says no sentence: ${said.slice(0, 500)}`;
  return written === (code === 0)
    ? null
    : `the command line ends with ${code}, and its file is ${written ? "" : "not "}there`;
}
