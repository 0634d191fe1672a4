import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { shownName } from "../attention/shownName.js";
import { shownPath } from "./shownPath.js";
import type { EncoderIdentity } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";
import { maximumDimension } from "./limits.js";
import { tableFault, tableTensor } from "./tensorTable.js";

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maximumDimension));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits are expected"));
const specialToken = v.object({ id: v.pipe(v.number(), v.integer(), v.minValue(0)), text: name });

const schema = v.pipe(
  v.object({
    name,
    version: name,
    layers: count,
    heads: count,
    dimension: count,
    headDimension: count,
    vocabularySize: v.pipe(v.number(), v.integer(), v.minValue(1)),
    trainedLength: v.pipe(v.number(), v.integer(), v.minValue(1)),
    specialTokens: v.object({ begin: specialToken, separator: specialToken, mask: specialToken, pad: specialToken }),
    inputs: v.object({
      tokens: name,
      headMask: v.object({
        name,
        // How many of the file's last bytes are a `ModelProto` that gives the head mask a default.
        defaultBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
      }),
    }),
    // What the file's graph lists; what else can be had of it is in the table.
    outputs: v.pipe(v.array(name), v.minLength(1)),
    tensors: v.array(tableTensor),
    positionalEncoding: name,
    sha256: v.object({ "encoder.onnx": sha256, "tokenizer.json": sha256 }),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? tableFault(dataset.value) : null;
    if (fault !== null) addIssue({ message: fault });
  }),
);

/** What an encoder.json says: shapes, names in the graph, special tokens, hashes of the files. */
export type EncoderDescription = v.InferOutput<typeof schema>;

export type SpecialTokens = EncoderDescription["specialTokens"];

/**
 * Reads the text of an encoder.json.
 *
 * @param file its path, for the message
 * @throws Failure `encoderDamaged`
 */
export function parseEncoderDescription(text: string, file: string): EncoderDescription {
  const damaged = (what: string) =>
    new Failure(
      "encoderDamaged",
      l10n.t(
        "{0} is damaged ({1}); choose another encoder, or reinstall the extension if it came with it.",
        shownPath(file),
        shownName(what, 200),
      ),
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Failure(
      "encoderDamaged",
      l10n.t(
        "{0} is damaged (it is not JSON); choose another encoder, or reinstall the extension if it came with it.",
        shownPath(file),
      ),
    );
  }
  const { success, output, issues } = v.safeParse(schema, json);
  if (success) return output;
  const [issue] = issues;
  const path = v.getDotPath(issue);
  throw damaged(path === null ? issue.message : `${path}: ${issue.message}`);
}

/** The part of a description that a trace tells of its encoder. */
export function identityOf(description: EncoderDescription): EncoderIdentity {
  const { name, version, layers, heads, dimension, headDimension, trainedLength } = description;
  const [shown, shownVersion] = [shownName(name), shownName(version)];
  return { name: shown, version: shownVersion, layers, heads, dimension, headDimension, trainedLength };
}
