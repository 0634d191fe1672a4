import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseEncoderDescription, type EncoderDescription } from "../../../../src/encoder/encoderDescription.js";
import type { ModelFile } from "../../../../src/encoder/encoderFolder.js";

const repository = resolve(import.meta.dirname, "../../../..");

/** The encoder that the extension ships. */
export const bundledEncoder = join(repository, "media/encoder");

/** A small encoder with random weights; see make.py beside it. */
export const tinyEncoder = join(repository, "test/fixtures/tiny-encoder");

export const fixtures = join(repository, "test/fixtures");

export function descriptionOf(folder: string): EncoderDescription {
  const file = join(folder, "encoder.json");
  return parseEncoderDescription(readFileSync(file, "utf8"), file);
}

/** A folder's encoder.onnx, or another graph in it. */
export function modelOf(folder: string, graph = "encoder.onnx"): ModelFile {
  const path = join(folder, graph);
  return { path, bytes: readFileSync(path) };
}

/** The text of a folder's tokenizer.json. */
export function tokenizerJson(folder: string): string {
  return readFileSync(join(folder, "tokenizer.json"), "utf8");
}

/** What to change in a copy of the tiny encoder. Hashes are made to match unless `keepHashes`. */
export interface EncoderChange {
  /** A graph of test/fixtures/tiny-encoder in place of encoder.onnx. */
  readonly graph?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  readonly describe?: (description: Record<string, unknown>) => void;
  readonly keepHashes?: boolean;
}

/** Copies of the tiny encoder, changed; `remove` removes them all. */
export class EncoderCopies {
  readonly #folders: string[] = [];

  make({ graph, files = {}, describe, keepHashes = false }: EncoderChange): string {
    const folder = mkdtempSync(join(tmpdir(), "attention-inspector-test-"));
    this.#folders.push(folder);
    for (const name of ["encoder.json", "encoder.onnx", "tokenizer.json"]) {
      const source = name === "encoder.onnx" && graph !== undefined ? graph : name;
      cpSync(join(tinyEncoder, source), join(folder, name));
    }
    for (const [name, content] of Object.entries(files)) {
      if (content === null) rmSync(join(folder, name));
      else writeFileSync(join(folder, name), content);
    }
    const file = join(folder, "encoder.json");
    if (files["encoder.json"] !== undefined || keepHashes) return folder;
    const description = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const present = ["encoder.onnx", "tokenizer.json"].filter((name) => existsSync(join(folder, name)));
    const hashes = present.map((name) => [name, hash(readFileSync(join(folder, name)))]);
    description.sha256 = { ...(description.sha256 as object), ...Object.fromEntries(hashes) };
    describe?.(description);
    writeFileSync(file, JSON.stringify(description));
    return folder;
  }

  remove(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

function hash(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
