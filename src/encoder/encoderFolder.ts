import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownPath } from "./shownPath.js";
import { Failure } from "../protocol/failure.js";
import { parseEncoderDescription, type EncoderDescription } from "./encoderDescription.js";
import { maximumDescriptionBytes, maximumTokenizerBytes } from "./limits.js";

const fileNames = ["encoder.json", "tokenizer.json", "encoder.onnx"] as const;

/** The bytes of an ONNX file. */
export interface ModelFile {
  /** Its absolute path, for messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** An encoder's files, read and found whole. */
export interface EncoderFolder {
  readonly description: EncoderDescription;
  /** The text of tokenizer.json. */
  readonly tokenizer: string;
  /** encoder.onnx. */
  readonly model: ModelFile;
}

/** Whether a path is a folder of which an encoder.json tells. */
export async function isDescribed(path: string): Promise<boolean> {
  return stat(join(path, "encoder.json")).then(
    () => true,
    () => false,
  );
}

/**
 * Reads an encoder's folder and checks its files against their hashes.
 *
 * @throws Failure `encoderMissing`, `encoderDamaged`, `tokenizerDamaged`
 */
export async function readEncoderFolder(folder: string): Promise<EncoderFolder> {
  const [descriptionFile, tokenizerFile, path] = fileNames.map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const descriptionText = (await read(descriptionFile, maximumDescriptionBytes)).toString("utf8");
  const description = parseEncoderDescription(descriptionText, descriptionFile);
  const tokenizer = await read(tokenizerFile, maximumTokenizerBytes);
  checkHash(tokenizer, description.sha256["tokenizer.json"], "tokenizerDamaged", tokenizerFile);
  const bytes = await read(path, Infinity);
  checkHash(bytes, description.sha256["encoder.onnx"], "encoderDamaged", path);
  return { description, tokenizer: tokenizer.toString("utf8"), model: { path, bytes } };
}

/**
 * A string that changes when one of the folder's files does, so that a replaced encoder is not taken for the open one.
 *
 * @throws Failure `encoderMissing`
 */
export async function encoderFolderStamp(folder: string): Promise<string> {
  const stamps = fileNames.map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name)).catch((error: unknown) => {
      throw missing(join(folder, name), error);
    });
    return `${size}@${mtimeMs}`;
  });
  return (await Promise.all(stamps)).join(" ");
}

async function read(file: string, maximumBytes: number): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size <= maximumBytes) return await readFile(file);
  } catch (error) {
    throw missing(file, error);
  }
  throw new Failure(
    "encoderDamaged",
    l10n.t(
      "{0} is larger than {1} bytes; choose another encoder, or reinstall the extension if it came with it.",
      shownPath(file),
      maximumBytes,
    ),
  );
}

function missing(file: string, error: unknown): Failure {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return new Failure(
    "encoderMissing",
    code === "ENOENT" || code === "ENOTDIR"
      ? l10n.t(
          "{0} is missing; choose another encoder, or reinstall the extension if it came with it.",
          shownPath(file),
        )
      : l10n.t(
          "{0} cannot be read ({1}); choose another encoder, or reinstall the extension if it came with it.",
          shownPath(file),
          code,
        ),
  );
}

function checkHash(content: Buffer, expected: string, code: "encoderDamaged" | "tokenizerDamaged", file: string): void {
  if (createHash("sha256").update(content).digest("hex") === expected) return;
  throw new Failure(
    code,
    l10n.t(
      "{0} does not match encoder.json; choose another encoder, or reinstall the extension if it came with it.",
      shownPath(file),
    ),
    `${content.length} bytes`,
  );
}
