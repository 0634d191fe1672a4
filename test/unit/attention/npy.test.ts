import assert from "node:assert/strict";
import fc from "fast-check";
import { npyChunks, npyLength, type NpyArray } from "../../../src/attention/npy.js";

const bytesOf = (array: NpyArray) => Buffer.concat([...npyChunks(array)]);

describe("a .npy file", () => {
  it("is the magic word, version 1.0, a header of a multiple of 64 bytes, and the numbers", () => {
    const bytes = bytesOf({ kind: "float32", shape: [1, 2], parts: [Float32Array.of(1), Float32Array.of(-2.5)] });
    assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x93NUMPY\x01\x00");
    assert.equal(bytes.readUInt16LE(8), 118);
    const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
    assert.equal(bytes.subarray(10, 128).toString("latin1"), `${dictionary.padEnd(117)}\n`);
    assert.equal(bytes.length, 128 + 8);
    assert.deepEqual([bytes.readFloatLE(128), bytes.readFloatLE(132)], [1, -2.5]);
  });

  it("writes a shape as Python writes a tuple", () => {
    const header = (shape: number[], count: number) =>
      bytesOf({ kind: "int32", shape, parts: [new Int32Array(count)] }).toString("latin1");
    assert.match(header([], 1), /'descr': '<i4'.*'shape': \(\), \}/);
    assert.match(header([3], 3), /'shape': \(3,\), \}/);
    assert.match(header([0, 2, 4], 0), /'shape': \(0, 2, 4\), \}/);
  });

  it("holds texts of one width in code points, padded with NUL", () => {
    const bytes = bytesOf({ kind: "text", shape: [3], texts: ["a😀", "", "한"] });
    assert.match(bytes.toString("latin1"), /'descr': '<U2'/);
    const codePoints = Array.from({ length: 6 }, (_, place) => bytes.readUInt32LE(128 + 4 * place));
    assert.deepEqual(codePoints, [0x61, 0x1f600, 0, 0, 0xd55c, 0]);
  });

  it("has a width of 1 where all texts are empty, for NumPy knows no text of none", () => {
    assert.match(bytesOf({ kind: "text", shape: [1], texts: [""] }).toString("latin1"), /'<U1'/);
  });

  it("reads what views show, and not the memory they show it of", () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    const bytes = bytesOf({ kind: "float32", shape: [2], parts: [memory.subarray(1, 3)] });
    assert.deepEqual([...new Float32Array(Uint8Array.from(bytes.subarray(128)).buffer)], [1, 2]);
  });

  it("has the length that is told before, however many texts there are", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 50 }), (texts) => {
        const array = { kind: "text", shape: [texts.length], texts } as const;
        assert.equal(bytesOf(array).length, npyLength(array));
        assert.equal(npyLength(array) % 4, 0);
      }),
    );
    const long = { kind: "text", shape: [3], texts: ["x".repeat(70_000), "y", "z".repeat(9)] } as const;
    assert.equal(bytesOf(long).length, npyLength(long));
    assert.equal(bytesOf(long).readUInt32LE(128 + 4 * 70_000), 0x79);
  });

  it("refuses values that are not of the shape", () => {
    assert.throws(() => bytesOf({ kind: "int32", shape: [2, 2], parts: [new Int32Array(3)] }), RangeError);
    assert.throws(() => bytesOf({ kind: "text", shape: [], texts: [] }), RangeError);
  });
});
