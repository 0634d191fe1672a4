import assert from "node:assert/strict";
import type { SitesOfModel } from "../../../src/cli/surroundings.js";
import { fakeModel, fakeSite } from "./support/fakeEncoder.js";
import { runCommand } from "./support/runCommand.js";

const blocked = [{ node: "/odd\u202e/Softmax", operator: "Softmax", reason: "Its result reaches no values." }];
const encoding = {
  kind: "rotary",
  place: "queries and keys",
  group: "encoder",
  layers: [0, 1],
  parts: [{ part: "cosine", name: "/Cos_output_0" }],
  shape: ["N", 8],
  heads: 4,
  ofContent: false,
} as const;
const found: SitesOfModel = {
  positions: { encodings: [encoding], reason: null, fragment: null },
  model: fakeModel,
  half: null,
  sites: { sites: [fakeSite("encoder", 0), { ...fakeSite("cross", 0), heads: null, mask: [] }], blocked },
};
const readSites = () => Promise.resolve(found);

describe("attention-inspector sites", () => {
  it("prints a table of the sites, and of what was not recognised", async () => {
    const { code, out, error } = await runCommand(["sites", "model.onnx"], { readSites });
    assert.equal(
      out,
      `model.onnx: pytorch 2.13.0; ai.onnx 17, com.microsoft 1

group    layer  node                      operator  heads  key heads  d_k  scale     mask     bias
encoder  0      /encoder/layer.0/Softmax  Softmax   4      2          2    0.707107  padding  none
cross    0      /cross/layer.0/Softmax    Softmax   ?      2          2    0.707107  none     none

not recognised      operator  reason
/odd⟨202E⟩/Softmax  Softmax   Its result reaches no values.

positions  of                group    layers  shape   value
rotary     queries and keys  encoder  0,1     [N, 8]  /Cos_output_0
`,
    );
    assert.deepEqual([code, error], [0, ""]);
  });

  it("gives the same as JSON", async () => {
    const { code, out } = await runCommand(["sites", "--json", "model.onnx"], { readSites });
    const content = JSON.parse(out) as { sites: Record<string, unknown>[] };
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(content), [
      "model",
      "operatorSets",
      "producer",
      "half",
      "sites",
      "blocked",
      "positions",
    ]);
    assert.deepEqual(
      { ...content, sites: undefined },
      {
        model: "model.onnx",
        operatorSets: { "ai.onnx": 17, "com.microsoft": 1 },
        producer: "pytorch 2.13.0",
        half: null,
        sites: undefined,
        blocked,
        positions: { encodings: [encoding], reason: null },
      },
    );
    assert.deepEqual(
      { ...content.sites[0], axes: {}, divisors: {}, fragment: null, scoreFragment: null },
      fakeSite("encoder", 0),
    );
    assert.ok(!("fragment" in content.sites[0]!));
  });

  it("ends with 3 where there is no attention, and says what blocked it", async () => {
    const positions = { encodings: [], reason: "No attention was found.", fragment: null };
    const none = { model: fakeModel, half: null, sites: { sites: [], blocked }, positions };
    const { code, out, error } = await runCommand(["sites", "m.onnx"], { readSites: () => Promise.resolve(none) });
    assert.equal(code, 3);
    assert.match(out, /not recognised/);
    assert.match(out, /^no positional encoding: No attention was found\.$/m);
    assert.equal(
      error,
      "attention-inspector: m.onnx has no attention that can be read " +
        "(not recognised: /odd⟨202E⟩/Softmax: Its result reaches no values).\n",
    );
  });

  for (const [parameters, sentence] of [
    [["sites"], /needs a folder or an \.onnx file/],
    [["sites", "a", "b"], /b is one more/],
    [["sites", "a", "--jsn"], /There is no option --jsn; see attention-inspector sites --help/],
    [["sites", "a", "--json=yes"], /--json takes no value/],
    [["sites", "a", "--json", "--json"], /--json was given twice/],
    [[], /A command is missing/],
    [["sight"], /There is no command sight/],
  ] as const) {
    it(`ends with 2 on ${JSON.stringify(parameters)}`, async () => {
      const { code, out, error } = await runCommand(parameters);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(error, /^attention-inspector: [^\n]+\.\n$/);
      assert.match(error, sentence);
    });
  }
});
