import { maximumInlineNumbers } from "../limits.js";
import type { OnnxAttribute, OnnxGraph } from "./model.js";
import { readTensor } from "./readTensor.js";
import type { WireReader } from "./wireReader.js";

/** Reads an `AttributeProto`: its name, and its value where it is of a kind that concerns us. @throws WireError */
export function readAttribute(
  reader: WireReader,
  readGraph: (reader: WireReader) => OnnxGraph,
): [string, OnnxAttribute] {
  let name = "";
  let attribute: OnnxAttribute = { kind: "other" };
  const floats: number[] = [];
  const integers: number[] = [];
  // proto3 leaves out what is 0: the type alone tells then.
  let type = 0;
  while (reader.next()) {
    if (reader.field === 1) name = reader.string();
    if (reader.field === 2) attribute = { kind: "float", value: reader.float() };
    if (reader.field === 3) attribute = { kind: "int", value: reader.integer() };
    if (reader.field === 4) attribute = { kind: "string", value: reader.string() };
    if (reader.field === 5) attribute = { kind: "tensor", value: readTensor(reader.message(), maximumInlineNumbers) };
    if (reader.field === 6) attribute = { kind: "graph", value: readGraph(reader.message()) };
    if (reader.field === 7) reader.floatsInto(floats, maximumInlineNumbers);
    if (reader.field === 8) reader.integersInto(integers, maximumInlineNumbers);
    if (reader.field === 20) type = reader.integer();
  }
  if (floats.length > 0) attribute = { kind: "floats", value: floats };
  if (integers.length > 0) attribute = { kind: "ints", value: integers };
  if (attribute.kind === "other") {
    if (type === 1) attribute = { kind: "float", value: 0 };
    if (type === 2) attribute = { kind: "int", value: 0 };
    if (type === 3) attribute = { kind: "string", value: "" };
    if (type === 7) attribute = { kind: "ints", value: [] };
  }
  return [name, attribute];
}
