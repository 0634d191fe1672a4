import * as l10n from "@vscode/l10n";
/** A file that is no ONNX model, as the sentence that says what it is instead and what to do. */
export type FileKind = (name: string) => string;

const checkpoint: FileKind = (name) =>
  l10n.t(
    "{0} is a PyTorch checkpoint, not an ONNX model; export it to ONNX, for instance with optimum-cli export onnx, and choose the result.",
    name,
  );
const safetensors: FileKind = (name) =>
  l10n.t(
    "{0} is a safetensors file, which holds weights without a graph, not an ONNX model; export it to ONNX, for instance with optimum-cli export onnx, and choose the result.",
    name,
  );
const gguf: FileKind = (name) =>
  l10n.t(
    "{0} is a GGUF file, which is for llama.cpp, not an ONNX model; take the original encoder and export that to ONNX, for instance with optimum-cli export onnx.",
    name,
  );
const lite: FileKind = (name) =>
  l10n.t("{0} is a TensorFlow Lite model, not an ONNX model; export the original encoder to ONNX.", name);
const optimized: FileKind = (name) =>
  l10n.t(
    "{0} is a model in ONNX Runtime's own format (.ort), not an ONNX model; choose the .onnx file that it was made from.",
    name,
  );
const hdf5: FileKind = (name) =>
  l10n.t("{0} is an HDF5 file, as Keras writes, not an ONNX model; export the encoder to ONNX with tf2onnx.", name);
const array: FileKind = (name) => l10n.t("{0} is a NumPy array, not an ONNX model; choose an .onnx file.", name);
const document: FileKind = (name) => l10n.t("{0} is a PDF document, not an ONNX model; choose an .onnx file.", name);
const program: FileKind = (name) => l10n.t("{0} is a program, not an ONNX model; choose an .onnx file.", name);

/** @param format such as zip */
const archive =
  (format: string): FileKind =>
  (name) =>
    l10n.t("{0} is a {1} archive, not an ONNX model; unpack it and choose the .onnx file in it.", name, format);

const emptyZip: FileKind = (name) =>
  l10n.t("{0} is an empty zip archive, not an ONNX model; unpack it and choose the .onnx file in it.", name);
const xz: FileKind = (name) =>
  l10n.t("{0} is an xz archive, not an ONNX model; unpack it and choose the .onnx file in it.", name);

/** @param format such as PNG */
const picture =
  (format: string): FileKind =>
  (name) =>
    l10n.t("{0} is a {1} picture, not an ONNX model; choose an .onnx file.", name, format);

const signatures: readonly (readonly [offset: number, bytes: string, kind: FileKind])[] = [
  [0, "PK\u0003\u0004", archive("zip")],
  [0, "PK\u0005\u0006", emptyZip],
  [0, "GGUF", gguf],
  [0, "ggml", gguf],
  [0, "\u001f\u008b", archive("gzip")],
  [0, "BZh", archive("bzip2")],
  [0, "\u00fd7zXZ\u0000", xz],
  [0, "\u0028\u00b5\u002f\u00fd", archive("zstd")],
  [0, "7z\u00bc\u00af\u0027\u001c", archive("7z")],
  [257, "ustar", archive("tar")],
  [4, "TFL3", lite],
  [4, "ORTM", optimized],
  [0, "\u0089HDF\r\n\u001a\n", hdf5],
  [0, "\u0093NUMPY", array],
  [0, "\u0089PNG\r\n\u001a\n", picture("PNG")],
  [0, "\u00ff\u00d8\u00ff", picture("JPEG")],
  [0, "GIF8", picture("GIF")],
  [0, "%PDF-", document],
  [0, "\u007fELF", program],
  [0, "MZ", program],
];

/** Kinds of weights by the ending of a file's name, for files that are not read. */
const endings: Readonly<Record<string, FileKind>> = {
  ".safetensors": safetensors,
  ".gguf": gguf,
  ".pt": checkpoint,
  ".pth": checkpoint,
  ".ckpt": checkpoint,
  ".tflite": lite,
  ".ort": optimized,
};

export function kindByName(name: string): FileKind | null {
  const ending = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? "";
  return Object.hasOwn(endings, ending) ? endings[ending]! : null;
}

/**
 * What a file is by the bytes that such files have; null where none of them.
 *
 * @param head its first bytes
 * @param tail its last bytes
 */
export function kindBySignature(head: Uint8Array, tail: Uint8Array, size: number): FileKind | null {
  if (isPytorch(head, tail)) return checkpoint;
  if (isSafetensors(head, size)) return safetensors;
  const found = signatures.find(([offset, bytes]) => latin1(head, offset, offset + bytes.length) === bytes);
  return found?.[2] ?? null;
}

/** A zip that holds a `data.pkl`, or, as PyTorch wrote before 1.6, a pickle. */
function isPytorch(head: Uint8Array, tail: Uint8Array): boolean {
  if (latin1(head, 0, 2) === "PK") return [head, tail].some((bytes) => latin1(bytes).includes("/data.pkl"));
  return head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5;
}

/** Eight bytes of a length, little endian, and as much JSON: https://github.com/huggingface/safetensors#format */
function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b) return false;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  // One that was cut off is one all the same, as long as its length can be one.
  return length >= 2n && (length <= BigInt(size) || length < 100_000_000n) && /^\{\s*["}]/.test(latin1(head, 8));
}

function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1", start, end);
}
