/** Parts of an exported model, as Optimum and Transformers.js call their files, those first that are looked at first. */
const parts: readonly (readonly [stem: string, part: string])[] = [
  ["model", ""],
  ["encoder_model", "encoder"],
  ["text_model", "text"],
  ["decoder_model_merged", "decoder, merged"],
  ["decoder_with_past_model", "decoder with past"],
  ["decoder_model", "decoder"],
];

/** What the name of an .onnx file says of it: `model_q4f16.onnx` is "q4f16", `encoder_model_int8.onnx` "encoder, int8". */
export function modelVariant(fileName: string): string {
  const stem = stemOf(fileName);
  const known = partOf(stem);
  if (!known) return stem;
  const [name, part] = known;
  return [part, stem.slice(name.length + 1)].filter((word) => word !== "").join(", ");
}

/** Orders .onnx files: whole models before encoders before decoders, and what is not quantized first. */
export function compareModelFiles(a: string, b: string): number {
  const rank = (fileName: string) => {
    const index = parts.findIndex((part) => part === partOf(stemOf(fileName)));
    return index === -1 ? parts.length : index;
  };
  return rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : Number(a > b));
}

/** Whether a file beside a model is the external data of it, by the customs of exporters. */
export function isExternalData(fileName: string, modelFileName: string): boolean {
  const numbered = fileName.replace(/_\d+$/, "");
  return [`${modelFileName}_data`, `${modelFileName}.data`, `${stemOf(modelFileName)}.data`].includes(numbered);
}

export function isModelFile(fileName: string): boolean {
  return /.\.onnx$/i.test(fileName);
}

/** A file's name without its ending. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.onnx$/i, "");
}

function partOf(stem: string) {
  const longestFirst = parts.toSorted(([a], [b]) => b.length - a.length);
  return longestFirst.find(([name]) => stem === name || stem.startsWith(`${name}_`) || stem.startsWith(`${name}-`));
}
