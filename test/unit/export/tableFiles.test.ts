import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npyChunks } from "../../../src/attention/npy.js";
import type { ExportedTable } from "../../../src/export/exportedTable.js";
import { jsonExportChunks } from "../../../src/export/jsonExport.js";
import { npzExportChunks } from "../../../src/export/npzExport.js";
import { weightsArray } from "../../../src/export/weightsArray.js";
import { pythonJson, pythonWithNumpy } from "../cli/support/numpy.js";
import { hardWeights, hostileList, hostileMatrix } from "./support/exportedTables.js";
import { hostileTexts } from "./support/hostileTexts.js";
import { hostileProvenance } from "./support/provenance.js";

interface Read {
  readonly provenance: { readonly encoder: object; readonly attention: string; readonly tokens: readonly string[] };
  readonly attention: readonly (readonly (number | null)[])[];
  readonly queries: readonly string[];
  readonly keys: readonly string[];
  readonly nonFinite: Readonly<Record<string, number>>;
}

const parsed = (table: ExportedTable) =>
  JSON.parse([...jsonExportChunks(table, hostileProvenance)].join("")) as unknown;

describe("a table as JSON", () => {
  it("has labels and weights as they are, and where they come from", () => {
    const { provenance, attention, queries, keys, nonFinite } = parsed(hostileMatrix) as Read;
    assert.deepEqual(queries, hostileTexts);
    assert.deepEqual(keys, hostileTexts);
    const weights = attention.flat();
    const finite = Array.from(hostileMatrix.weights, (weight) => (Number.isFinite(weight) ? weight : null));
    assert.deepEqual(
      weights.map((weight) => (weight === null ? null : Math.fround(weight))),
      finite,
    );
    assert.equal(nonFinite.attention, finite.filter((weight) => weight === null).length);
    assert.deepEqual(provenance.encoder, hostileProvenance.encoder);
    assert.equal(provenance.attention, "encoder layer 2 head 4");
    assert.deepEqual(provenance.tokens, hostileProvenance.tokens);
  });

  it("writes no digit that is not needed", () => {
    const json = [...jsonExportChunks(hostileList, hostileProvenance)].join("");
    assert.ok(json.includes('"weight": [0.1,0.33333334,1,0,1e-7,1.1754944e-38,1e-45,0.99999994,null,null,0.1,'));
  });
});

describe("a table's weights alone", () => {
  it("are a matrix, a column, or the columns beside each other", () => {
    const weight = (name: string, ...values: number[]) =>
      ({ kind: "weight", name, values: Float32Array.from(values) }) as const;
    const shapeOf = (table: ExportedTable) => weightsArray(table).shape;
    assert.deepEqual(shapeOf(hostileMatrix), [hostileTexts.length, hostileTexts.length]);
    assert.deepEqual(shapeOf(hostileList), [hostileTexts.length]);
    const both = weightsArray({ kind: "list", columns: [weight("a", 1, 2), weight("b", 3, 4)] });
    assert.deepEqual(both, { kind: "float32", shape: [2, 2], parts: [Float32Array.of(1, 3, 2, 4)] });
  });
});

describe("a table as NumPy opens it", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "attention-export-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has the very weights, the labels and the provenance", function () {
    const python = pythonWithNumpy(this);
    const [npz, npy] = [join(folder, "a.npz"), join(folder, "a.npy")];
    writeFileSync(npz, Buffer.concat([...npzExportChunks(hostileMatrix, hostileProvenance)]));
    writeFileSync(npy, Buffer.concat([...npyChunks(weightsArray(hostileList))]));
    const program = `
import json, sys, numpy
a = numpy.load(sys.argv[1])
b = numpy.load(sys.argv[2])
print(json.dumps({
  "names": sorted(a.files), "shape": a["attention"].shape, "type": str(a["attention"].dtype), "bytes": a["attention"].tobytes().hex(),
  "keys": a["keys"].tolist(), "provenance": json.loads(a["provenance"].item()), "column": b.tobytes().hex(),
}))`;
    const read = pythonJson(python, program, npz, npy) as Record<string, unknown>;
    const hex = ({ buffer, byteLength }: Float32Array) => Buffer.from(buffer, 0, byteLength).toString("hex");
    assert.deepEqual(read.names, ["attention", "keys", "provenance", "queries"]);
    assert.deepEqual(read.shape, [hostileTexts.length, hostileTexts.length]);
    assert.equal(read.type, "float32");
    assert.equal(read.bytes, hex(hostileMatrix.weights));
    assert.equal(read.column, hex(Float32Array.from(hostileTexts.keys(), (row) => hardWeights[row % 10]!)));
    assert.deepEqual(read.keys, hostileTexts);
    assert.deepEqual((read.provenance as { encoder: object }).encoder, hostileProvenance.encoder);
  });
});
