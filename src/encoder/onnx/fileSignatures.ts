/** What a file is that is no ONNX model. */
export interface FileKind {
  /** After "… is": "a zip archive". */
  readonly what: string;
  /** After "; ": what to do about it. */
  readonly advice: string;
}

const exported = "export it to ONNX, for instance with optimum-cli export onnx, and choose the result";
const another = "choose an .onnx file";
const unpack = "unpack it and choose the .onnx file in it";

const checkpoint: FileKind = { what: "a PyTorch checkpoint", advice: exported };
const safetensors: FileKind = { what: "a safetensors file, which holds weights without a graph", advice: exported };
const gguf: FileKind = {
  what: "a GGUF file, which is for llama.cpp",
  advice: "take the original encoder and export that to ONNX, for instance with optimum-cli export onnx",
};
const lite: FileKind = { what: "a TensorFlow Lite model", advice: "export the original encoder to ONNX" };
const optimized: FileKind = {
  what: "a model in ONNX Runtime's own format (.ort)",
  advice: "choose the .onnx file that it was made from",
};
const archive = (name: string): FileKind => ({ what: `${name} archive`, advice: unpack });
const other = (what: string): FileKind => ({ what, advice: another });

const signatures: readonly (readonly [offset: number, bytes: string, kind: FileKind])[] = [
  [0, "PK\u0003\u0004", archive("a zip")],
  [0, "PK\u0005\u0006", archive("an empty zip")],
  [0, "GGUF", gguf],
  [0, "ggml", gguf],
  [0, "\u001f\u008b", archive("a gzip")],
  [0, "BZh", archive("a bzip2")],
  [0, "\u00fd7zXZ\u0000", archive("an xz")],
  [0, "\u0028\u00b5\u002f\u00fd", archive("a zstd")],
  [0, "7z\u00bc\u00af\u0027\u001c", archive("a 7z")],
  [257, "ustar", archive("a tar")],
  [4, "TFL3", lite],
  [4, "ORTM", optimized],
  [
    0,
    "\u0089HDF\r\n\u001a\n",
    { what: "an HDF5 file, as Keras writes", advice: "export the encoder to ONNX with tf2onnx" },
  ],
  [0, "\u0093NUMPY", other("a NumPy array")],
  [0, "\u0089PNG\r\n\u001a\n", other("a PNG picture")],
  [0, "\u00ff\u00d8\u00ff", other("a JPEG picture")],
  [0, "GIF8", other("a GIF picture")],
  [0, "%PDF-", other("a PDF document")],
  [0, "\u007fELF", other("a program")],
  [0, "MZ", other("a program")],
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
