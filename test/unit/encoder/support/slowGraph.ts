import { lengthDelimited } from "../../../../src/encoder/onnx/protobuf.js";

const text = (value: string) => new TextEncoder().encode(value);
/** Fields 1 to 4 of a `NodeProto`: inputs, outputs, operator. */
const node = (operator: string, inputs: readonly string[], output: string) =>
  lengthDelimited(
    1,
    Buffer.concat([
      ...inputs.map((input) => lengthDelimited(1, text(input))),
      lengthDelimited(2, text(output)),
      lengthDelimited(4, text(operator)),
    ]),
  );

/**
 * A `ModelProto{graph}`, to be appended to a model, whose constants ONNX Runtime computes while it opens the model: 60
 * products of 3000 × 3000 matrices, one after the other, which takes a minute and more, in two kilobytes.
 */
export function slowGraph(): Uint8Array {
  const size = Buffer.alloc(16);
  size.writeBigInt64LE(3000n, 0);
  size.writeBigInt64LE(3000n, 8);
  const shape = Buffer.concat([
    // dims: [2], data_type: int64
    Uint8Array.of(8, 2, 16, 7),
    lengthDelimited(8, text("slow.shape")),
    lengthDelimited(9, size),
  ]);
  const products = Array.from({ length: 60 }, (_, at) => node("MatMul", [`slow.${at}`, "slow.0"], `slow.${at + 1}`));
  const graph = [
    node("ConstantOfShape", ["slow.shape"], "slow.0"),
    ...products,
    node("ReduceSum", ["slow.60"], "slow.sum"),
    lengthDelimited(5, shape),
    lengthDelimited(12, lengthDelimited(1, text("slow.sum"))),
  ];
  return lengthDelimited(7, Buffer.concat(graph));
}
