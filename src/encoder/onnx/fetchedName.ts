import { lengthDelimited } from "./protobuf.js";

/** The one name that sets no property: ONNX Runtime's JavaScript keeps what it computes in records. */
const hardName = "__proto__";
const standIn = "attention_inspector/__proto__";

/** By what name a value is to be had of a session whose graph has `standInGraph` where it needs it. */
export function fetchedName(name: string): string {
  return name === hardName ? standIn : name;
}

/** A serialized `ModelProto{graph{node}}` that gives values their names of `fetchedName`; nothing where all have them. */
export function standInGraph(names: readonly string[]): Uint8Array {
  if (!names.includes(hardName)) return new Uint8Array(0);
  const text = (field: number, value: string) => lengthDelimited(field, new TextEncoder().encode(value));
  // Of `NodeProto`: inputs 1, outputs 2, operator 4.
  const node = Buffer.concat([text(1, hardName), text(2, standIn), text(4, "Identity")]);
  return lengthDelimited(7, lengthDelimited(1, node));
}
