import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { version } from "../../../package.json";
import { sitesOptionNames } from "../../../src/cli/sitesCommand.js";
import { traceOptionNames } from "../../../src/cli/traceOptions.js";
import { Failure } from "../../../src/protocol/failure.js";
import { fakeEncoder, type FakeEncoder, type FakeOptions } from "./support/fakeEncoder.js";
import { pythonJson, pythonWithNumpy } from "./support/numpy.js";
import { runCommand } from "./support/runCommand.js";

type Content = Record<string, unknown> & { metadata: Record<string, unknown> };

describe("attention-inspector trace", () => {
  let folder: string;
  let encoder: FakeEncoder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "attention-inspector-trace-"));
    writeFileSync(join(folder, "model.onnx"), "the model's bytes");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string) => join(folder, name);

  function trace(parameters: string, options: Omit<FakeOptions, "path"> = {}, text = "a😀b") {
    encoder = fakeEncoder({ path: at("model.onnx"), ...options });
    const input = /--(text|file|ids)\b/.test(parameters) ? [] : ["--text", text];
    const out = parameters.includes("--out") ? [] : ["--out", at("out.json")];
    const words = parameters.split(" ").filter((word) => word !== "");
    return runCommand(["trace", "--encoder", folder, ...input, ...out, ...words], {
      openEncoder: () => Promise.resolve(encoder),
      standardInput: Readable.from([Buffer.from("from "), Buffer.from("standard input")]),
    });
  }

  const content = (name = "out.json") => JSON.parse(readFileSync(at(name), "utf8")) as Content;
  const arrayNames = () => Object.keys(content()).filter((name) => name !== "metadata" && name !== "nonFinite");

  for (const [trainedLength, beyond, sentence] of [
    [
      1,
      2,
      "attention-inspector: The encoder was trained on at most 1 tokens: 2 tokens stand beyond, at positions new to it.\n",
    ],
    [
      2,
      1,
      "attention-inspector: The encoder was trained on at most 2 tokens: 1 token stands beyond, at positions new to it.\n",
    ],
    [3, 0, ""],
    [undefined, 0, ""],
  ] as const) {
    it(`says and writes how many tokens stand beyond the trained length ${trainedLength}`, async () => {
      writeFileSync(at("ids.json"), JSON.stringify({ input_ids: [[7, 8, 9]] }));
      for (const parameters of ["--text abc", `--ids ${at("ids.json")}`]) {
        const { code, error } = await trace(
          `${parameters} --force`,
          trainedLength === undefined ? {} : { trainedLength },
        );
        assert.deepEqual([code, error], [0, sentence]);
        const { metadata } = content();
        assert.equal(metadata.beyondTrainedLength, beyond);
        assert.equal((metadata.encoder as { trainedLength: unknown }).trainedLength, trainedLength ?? null);
      }
    });
  }

  it("writes the attention of every layer, the tokens, and what ran", async () => {
    const { code, out, error } = await trace("");
    assert.deepEqual([code, error], [0, ""]);
    assert.match(out, /out\.json: 2 attention sites of fake on cpu, 2 proven \(context to 1\.0e-7/);
    const { metadata, ...arrays } = content();
    assert.deepEqual(Object.keys(arrays), [
      "attention_0",
      "attention_1",
      "ids",
      "offsets",
      "segments",
      "tokens",
      "nonFinite",
    ]);
    const attention = arrays.attention_1 as number[][][];
    assert.deepEqual([attention.length, attention[0]!.length], [4, 3]);
    assert.deepEqual(attention[3]![2], [320, 321, 322]);
    assert.deepEqual(arrays.ids, [0, 1, 2]);
    assert.deepEqual(arrays.tokens, ["<s>", "a", "😀b"]);
    assert.deepEqual(arrays.segments, [-1, 0, 0]);
    assert.deepEqual(
      arrays.offsets,
      [
        [-1, -1],
        [0, 1],
        [1, 3],
      ],
      "in code points",
    );
    assert.equal(encoder.released, 1);
    assert.deepEqual(metadata.versions, { "attention-inspector": version, onnxruntime: "1.2.3" });
    assert.deepEqual(metadata.encoder, {
      name: "fake",
      file: "model.onnx",
      // printf "the model's bytes" | sha256sum
      sha256: "6390162f391e2c92254d3c894f520207dc75cd336d4d2244b37e1de5f785cbd2",
      externalData: ["model.onnx_data"],
      producer: "pytorch 2.13.0",
      trainedLength: null,
      half: null,
      operatorSets: { "ai.onnx": 17, "com.microsoft": 1 },
    });
    assert.deepEqual(metadata.provider, { asked: "cpu", used: "cpu", reason: null });
    assert.deepEqual([metadata.layers, metadata.heads, metadata.truncation, metadata.absent], [null, null, null, []]);
    assert.deepEqual((metadata.seal as { contextError: number }).contextError, 1e-7);
    assert.doesNotMatch(readFileSync(at("out.json"), "utf8"), new RegExp(folder), "no path of this machine");
  });

  it("writes the same as .npz", async function () {
    const python = pythonWithNumpy(this);
    await trace("--include scores,key --heads 1,3");
    const { code } = await trace(`--include scores,key --heads 1,3 --out ${at("out.npz")}`);
    assert.equal(code, 0);
    const program = `
import json, sys, numpy
with numpy.load(sys.argv[1], allow_pickle=False) as file:
    print(json.dumps({name: file[name].tolist() for name in file.files}))
`;
    const read = pythonJson(python, program, at("out.npz")) as Record<string, unknown>;
    const { nonFinite, ...expected } = content();
    assert.deepEqual(nonFinite, {});
    assert.deepEqual({ ...read, metadata: JSON.parse(read.metadata as string) as unknown }, expected);
  });

  it("takes layers and heads, counted from 0, and keeps the layers' numbers", async () => {
    const { code } = await trace("--layers 1 --heads 3,0-1 --include key,context");
    assert.equal(code, 0);
    assert.deepEqual(encoder.asked[0]!.options, { tensors: ["probabilities", "key", "context"], layers: [1] });
    assert.deepEqual(arrayNames().slice(0, 3), ["attention_1", "key_1", "context_1"]);
    const { attention_1, key_1, heads, metadata } = content();
    assert.deepEqual(heads, [0, 1, 3]);
    assert.deepEqual(
      (attention_1 as number[][][]).map((head) => head[0]![0]),
      [0, 100, 300],
    );
    const shared = (key_1 as number[][][]).map((head) => head[0]![0]);
    assert.deepEqual(shared, [0, 0, 100], "heads 0 and 1 share the first of two keys, head 3 has the second");
    assert.deepEqual([metadata.layers, metadata.heads], [[1], [0, 1, 3]]);
  });

  it("names an encoder-decoder's attention by its group", async () => {
    const groups = ["encoder", "decoder", "cross"] as const;
    const notes = ["The decoder reads the start token <s>."];
    const { code, error } = await trace("--pair xy --include scores --layers 0", { groups, notes });
    assert.deepEqual([code, error], [0, `attention-inspector: ${notes[0]}\n`]);
    const start = { id: 9, token: "<s>", from: "config.json: decoder_start_token_id" };
    assert.deepEqual((content().metadata as { decoderStart?: unknown }).decoderStart, start);
    assert.deepEqual(encoder.asked[0]!.segments, ["a😀b", "xy"]);
    assert.deepEqual(arrayNames(), [
      "attention_0",
      "decoder_0",
      "cross_0",
      "scores_0",
      "decoder_scores_0",
      "cross_scores_0",
      ...["ids", "offsets", "segments", "tokens"],
      ...["decoder_ids", "decoder_offsets", "decoder_segments", "decoder_tokens"],
      ...["produced_ids", "produced_offsets", "produced_segments", "produced_tokens"],
    ]);
    const cross = content().cross_0 as number[][][];
    assert.deepEqual([cross[0]!.length, cross[0]![0]!.length], [2, 3], "target × source");
  });

  it("takes a file's text, or standard input's", async () => {
    writeFileSync(at("text.txt"), "\ufeffin a file");
    assert.equal((await trace(`--file ${at("text.txt")} --max-tokens 9`)).code, 0);
    assert.deepEqual(encoder.asked[0], {
      segments: ["in a file"],
      options: { tensors: ["probabilities"], maximumTokens: 9 },
    });
    assert.equal((await trace("--file - --force")).code, 0);
    assert.deepEqual(encoder.asked[0].segments, ["from standard input"]);
  });

  it("takes ids", async () => {
    writeFileSync(at("ids.json"), '{"input_ids": [[5, 99, 0]], "attention_mask": [[1, 1, 1]]}');
    const { code, error } = await trace(`--ids ${at("ids.json")}`);
    assert.deepEqual([code, error], [0, ""]);
    assert.deepEqual(encoder.asked[0]!.inputs, { input_ids: [[5, 99, 0]], attention_mask: [[1, 1, 1]] });
    assert.deepEqual(arrayNames(), ["attention_0", "attention_1", "ids"]);
    assert.deepEqual(content().ids, [5, 99, 0]);
  });

  it("says what was cut, what is not to be had and what is unproven", async () => {
    const { code, error, out } = await trace(
      "--include scores",
      { layers: 1, absent: ["scores"], proven: false, blocked: [{ node: "n", operator: "Softmax", reason: "Why." }] },
      "a text of more than twenty units",
    );
    assert.equal(code, 0);
    assert.deepEqual(error.split("\n").slice(0, 4), [
      "attention-inspector: The text was cut to 1 of its 9 tokens.",
      "attention-inspector: 1 place that may be attention could not be recognised; attention-inspector sites tells why.",
      "attention-inspector: scores_0 is not to be had from this model.",
      "attention-inspector: layer 0 of the attention is unproven (context off by 2.5e-1, row sums by 2.0e-8): " +
        "The context is not what the weights make of the values.",
    ]);
    assert.match(out, /: 1 attention site of fake on cpu, 0 proven/);
    assert.deepEqual(content().metadata.absent, ["scores_0"]);
  });

  for (const [parameters, code, sentence] of [
    ["--layers 0-2", 2, /There is no layer 2: the encoder's 2 layers count from 0/],
    ["--heads 4", 2, /There is no head 4 in layer 0 of the attention: its 4 heads count from 0/],
    ["--heads 1-x", 2, /--heads 1-x is no list of numbers/],
    ["--layers 3-1", 2, /--layers 3-1 is no list/],
    [
      "--include scores,values",
      2,
      /--include knows products, scores, query, key, value, context, positions, and not values/,
    ],
    ["--provider gpu", 2, /--provider knows cpu, /],
    ["--max-tokens 2", 2, /--max-tokens 2 is no whole number from 3 up/],
    ["--out x.csv", 2, /must end in \.npz or \.json/],
    ["--text one two", 2, /two is none; a text of several words needs quotation marks/],
    ["--text one --file two", 2, /needs one of --text, --file and --ids/],
    ["--ids one --pair two", 2, /--pair goes with --text or --file/],
    ["--text -1", 2, /--text needs a value; one that begins with a dash follows an equals sign/],
    ["--file /does/not/exist", 4, /exist does not exist; name a file/],
    ["--file .", 4, /\. is a folder/],
    ["--out /does/not/exist.npz", 6, /The folder of \/does\/not\/exist\.npz does not exist/],
  ] as const) {
    it(`ends with ${code} on ${parameters}, and writes nothing`, async () => {
      const { code: found, out, error } = await trace(parameters);
      assert.match(error, sentence);
      assert.match(error, /^attention-inspector: [^\n]+\.\n$/);
      assert.deepEqual([found, out, readdirSync(folder)], [code, "", ["model.onnx"]]);
    });
  }

  for (const [ids, sentence] of [
    ["{", /is not JSON/],
    ["[[1]]", /must hold an object of input names/],
    [
      '{"input_ids": [[1, 2], [3]], "attention_mask": [[1]]}',
      /input_ids is ragged: an array of 1 stands beside one of 2/,
    ],
    ['{"input_ids": [1, [2]], "attention_mask": [[1]]}', /input_ids is ragged: a number stands beside an array/],
    ['{"input_ids": [["a"]], "attention_mask": [[1]]}', /input_ids holds a string, which is no number/],
    ['{"input_ids": [[null]], "attention_mask": [[1]]}', /input_ids holds null/],
    ['{"input_ids": [[1e999]], "attention_mask": [[1]]}', /input_ids holds a number that is too large/],
    [`{"input_ids": ${"[".repeat(5e4)}1${"]".repeat(5e4)}}`, /nested in more than 8 arrays/],
    ['{"attention_mask": [[1]]}', /input_ids is missing: the model wants input_ids \[batch, sequence\], att/],
    ['{"input_ids": [[1], [2]]}', /input_ids holds 2 sequences, and one is read at a time/],
    ['{"input_ids": [[]]}', /input_ids is empty/],
    ['{"input_ids": [[1]], "attention_mask": [[1]], "__proto__": [1]}', /There is no input __proto__: the model wants/],
    ['{"input_ids": [1], "attention_mask": [[1]]}', /input_ids is \[1\], but must be input_ids \[batch, sequence\]/],
    ['{"input_ids": [[1]], "attention_mask": [[1], [1]]}', /attention_mask is \[2, 1\], but must be/],
    ['{"input_ids": [[100]], "attention_mask": [[1]]}', /input_ids holds 100, but the model knows 0 to 99/],
    ['{"input_ids": [[-1]], "attention_mask": [[1]]}', /input_ids holds -1, but the model knows 0 to 99/],
    ['{"input_ids": [[1.5]], "attention_mask": [[1]]}', /input_ids holds 1\.5, but takes whole numbers/],
  ] as const) {
    it(`ends with 4 on the ids ${ids.slice(0, 60)}`, async () => {
      writeFileSync(at("ids.json"), ids);
      const { code, error } = await trace(`--ids ${at("ids.json")}`);
      assert.match(error, sentence);
      assert.match(error, /^attention-inspector: [^\n]+\.\n$/);
      assert.deepEqual([code, encoder.asked, readdirSync(folder)], [4, [], ["ids.json", "model.onnx"]]);
    });
  }

  it("ends with 5 where no weight is a number, and writes nothing", async () => {
    const { code, error } = await trace("", { isNaN: true });
    assert.match(error, /Every row of the attention is NaN/);
    assert.deepEqual([code, readdirSync(folder)], [5, ["model.onnx"]]);
  });

  it("says how the text was fed, and keeps it with the numbers", async () => {
    const notes = ["The model reads exactly 7 tokens."];
    const { code, error } = await trace("", { notes });
    assert.deepEqual([code, error], [0, `attention-inspector: ${notes[0]}\n`]);
    assert.deepEqual(content().metadata.notes, notes);
  });

  it("ends with 4 on a file that is no UTF-8", async () => {
    writeFileSync(at("latin1.txt"), Buffer.from("caf\xe9", "latin1"));
    const { code, error } = await trace(`--file ${at("latin1.txt")}`);
    assert.match(error, /latin1\.txt is not UTF-8 text; convert it first/);
    assert.equal(code, 4);
  });

  it("ends with 3 where there is no attention, before it runs", async () => {
    const { code, error } = await trace("", { layers: 0 });
    assert.match(error, /has no attention that can be read \(nothing in it looks like attention\)\./);
    assert.deepEqual([code, encoder.asked, encoder.released], [3, [], 1]);
  });

  it("does not run where the result could not be written, and does with --force", async () => {
    writeFileSync(at("out.json"), "old");
    const { code, error } = await trace("");
    assert.match(error, /out\.json exists already; --force replaces it/);
    assert.deepEqual([code, encoder.asked], [6, []]);
    assert.equal((await trace("--force")).code, 0);
    assert.equal(arrayNames()[0], "attention_0");
  });

  it("tells of a failed run in one sentence, and of what lies behind it with --verbose alone", async () => {
    const failing = new Failure("runFailed", "The encoder could not run.", "[ONNXRuntimeError] : 2");
    const quiet = await trace("", { failing });
    assert.deepEqual([quiet.code, quiet.error], [5, "attention-inspector: The encoder could not run.\n"]);
    const verbose = await trace("--verbose", { failing });
    assert.equal(verbose.error, "attention-inspector: The encoder could not run.\n[ONNXRuntimeError] : 2\n");
    assert.equal(encoder.released, 1);
    const unexpected = await trace("", { failing: new RangeError("our own mistake") });
    assert.deepEqual(
      [unexpected.code, unexpected.error],
      [1, "attention-inspector: an unexpected error; --verbose says more.\n"],
    );
  });

  it("tells what to do in its own words, and not in those of VS Code", async () => {
    const failing = new Failure("runFailed", "x could not be run; the log has ONNX Runtime's reason.");
    assert.equal(
      (await trace("", { failing })).error,
      "attention-inspector: x could not be run; --verbose gives ONNX Runtime's reason.\n",
    );
    const openEncoder = () =>
      Promise.reject(new Failure("providerUnavailable", "CUDA cannot be used (no library); set attentionInspector.x."));
    const parameters = ["trace", "--encoder", folder, "--text", "a", "--out", at("out.npz")];
    const { code, error } = await runCommand(parameters, { openEncoder });
    assert.deepEqual(
      [code, error],
      [5, "attention-inspector: CUDA cannot be used (no library); choose another with --provider, such as cpu.\n"],
    );
    const decoder = await trace("", { groups: ["encoder", "cross"], inputs: ["input_ids", "decoder_input_ids"] });
    assert.match(
      decoder.error,
      /fake has an encoder and a decoder, which reads a text of its own; give it with --pair\./,
    );
    assert.equal(decoder.code, 4);
  });

  it("bounds memory and each step as in VS Code, or as it is told, and writes when it is bounded no more", async () => {
    const bounded = async (...more: string[]) => {
      const steps: (number | null)[] = [];
      const memory: (number | null)[] = [];
      encoder = fakeEncoder({ path: at("model.onnx") });
      const { error } = await runCommand(
        ["trace", "--encoder", folder, "--text", "a text", "--out", at("out.npz"), "--force", ...more],
        {
          openEncoder: () => Promise.resolve(encoder),
          bounds: {
            memory: (bytes) => {
              if (bytes === null) assert.deepEqual(readdirSync(folder), ["model.onnx"], "nothing is written yet");
              memory.push(bytes);
            },
            step: (deadline) => {
              steps.push(deadline?.milliseconds ?? null);
              return Promise.resolve();
            },
          },
        },
      );
      assert.equal(error, "");
      rmSync(at("out.npz"));
      return { steps, memory };
    };
    const plain = await bounded();
    assert.deepEqual(
      plain.steps.map((milliseconds) => milliseconds && Math.round(milliseconds / 1000)),
      [8, 60, 8, 60, null],
    );
    // 1.15 GiB, or three quarters of a small machine, and what a text of six characters and a model of some bytes need.
    const least = Math.min(1.15 * 1024 ** 3, totalmem() * 0.75);
    assert.ok(plain.memory[0]! >= least && plain.memory[0]! < least * 1.1, `${plain.memory[0]}`);
    assert.equal(plain.memory[1], null);
    assert.deepEqual(await bounded("--deadline", "7", "--memory", "900"), {
      steps: [7000, 7000, 7000, 7000, null],
      memory: [900e6, null],
    });
    assert.deepEqual((await bounded("--provider", "cuda")).memory, [totalmem() * 0.75, null]);
  });

  for (const [option, wrong, range] of [
    ["--deadline", ["0", "-1", "1.5", "1e3", "86401", "x", "", " 5", "999999999999"], "seconds from 1 to 86400"],
    ["--memory", ["0", "255", "512MB", "1000001", "-", "0x200", "Infinity"], "MB from 256 to 1000000"],
  ] as const) {
    for (const value of wrong) {
      it(`refuses ${option}=${value} in a sentence, as sites does`, async () => {
        for (const command of [
          ["trace", "--encoder", folder, "--text", "a", "--out", at("out.npz")],
          ["sites", folder],
        ])
          assert.deepEqual(await runCommand([...command, `${option}=${value}`]), {
            code: 2,
            out: "",
            error: `attention-inspector: ${option} ${value} is no whole number of ${range}; correct it.\n`,
          });
      });
    }
  }

  it("shows its help and its version", async () => {
    const help = await runCommand(["trace", "--help"]);
    assert.equal(help.code, 0);
    for (const option of Object.keys(traceOptionNames)) assert.ok(help.out.includes(`--${option}`), option);
    for (const code of [0, 1, 2, 3, 4, 5, 6, 130]) assert.match(help.out, new RegExp(`^  ${code} +\\w`, "m"));
    assert.ok(help.out.split("\n").every((line) => line.length <= 100));
    assert.match((await runCommand(["--help"])).out, /sites MODEL[^]*trace/);
    const sitesHelp = (await runCommand(["sites", "-h"])).out;
    for (const option of Object.keys(sitesOptionNames)) assert.ok(sitesHelp.includes(`--${option}`), option);
    assert.equal((await runCommand(["trace", "--version"])).out, `attention-inspector ${version}\n`);
  });
});
