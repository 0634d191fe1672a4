import type { InferenceSession, Tensor } from "onnxruntime-node";
import { GraphFragment } from "./onnx/graphFragment.js";
import { thrownMessage } from "./thrownMessage.js";

// onnxruntime-node 1.30 hands over copies of what a run computed, even of what it wrote into arrays that it was given: all
// of it is in memory twice. It copies one output after the other once the run is over, and gives up at one that is no
// tensor. So a sequence, fetched before the others, withholds the copies, and the arrays that it was given are full.

/** The operator set that the node is from. */
export const withholdingOperatorSet = 11;

const sequence = new GraphFragment("attention_inspector/withheld", withholdingOperatorSet);
const name = sequence.node("SequenceEmpty", []);

/** What a session needs for `runInto`: an output before those that are withheld, and the node that makes it. */
export const withholding = { name, fragment: sequence.bytes() } as const;

/** What onnxruntime-node says at an output that it does not hand over. */
const WITHHELD = /non tensor type/i;

/**
 * Runs a session into tensors that are given.
 *
 * @param session has the output of `withholding`
 * @param outputs what is fetched, in the shapes that the run will compute
 * @returns whether they hold it now; where not, an ordinary run tells what is wrong
 */
export async function runInto(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor>>,
): Promise<boolean> {
  // An error of the same words may mean another output: then what was to be written still stands.
  const cells = Object.values(outputs).map(({ data }) => lastCell(data));
  for (const cell of cells) cell.fill(UNWRITTEN);
  try {
    await session.run(feeds, { ...outputs, [name]: null });
  } catch (thrown) {
    if (!WITHHELD.test(thrownMessage(thrown))) return false;
  }
  return cells.every((cell) => cell.length === 0 || cell.some((byte) => byte !== UNWRITTEN));
}

/** Every byte of a number that no run writes: NaN for floats of any width, with a payload that no computation has. */
const UNWRITTEN = 0xff;

/** The bytes of the last number; none where there are no numbers. */
function lastCell(numbers: Tensor["data"]): Uint8Array {
  if (!ArrayBuffer.isView(numbers)) return new Uint8Array(0);
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } = numbers as Uint8Array;
  return new Uint8Array(buffer, byteOffset + Math.max(0, byteLength - width), Math.min(width, byteLength));
}
