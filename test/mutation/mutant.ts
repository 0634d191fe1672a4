import type { SeededRandom } from "./seededRandom.js";

/** A file of an encoder's folder, or a link to somewhere. */
export type MutantFile = string | Uint8Array | { readonly link: string };

/** An encoder's folder that is to be damaged: files by their names. */
export type EncoderFiles = Map<string, MutantFile>;

/** Damages an encoder's folder; returns false where it has nothing of the kind that is damaged. */
export type Mutate = (files: EncoderFiles, random: SeededRandom) => boolean;

/** A way of damaging, and how often it is chosen. */
export interface Mutator {
  readonly name: string;
  readonly weight: number;
  readonly mutate: Mutate;
}

/** The bytes of the model of a folder. */
export function modelBytes(files: EncoderFiles): Uint8Array {
  return files.get(modelName(files)) as Uint8Array;
}

export function modelName(files: EncoderFiles): string {
  return [...files.keys()].find((name) => name.endsWith(".onnx"))!;
}
