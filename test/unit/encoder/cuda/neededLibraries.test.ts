import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { cudaNeeds, cudaNeedsInWords } from "../../../../src/encoder/cuda/cudaNeeds.js";
import { cudaPackage } from "../../../../src/encoder/cuda/cudaPackage.js";
import { neededLibraries } from "../../../../src/encoder/cuda/neededLibraries.js";
import { repository } from "../../../host/repository.js";
import { elfOf, type ElfClaims } from "../support/elfOf.js";

const cuda13 = [
  "libonnxruntime_providers_shared.so",
  "libcublasLt.so.13",
  "libcublas.so.13",
  "libcurand.so.10",
  "libcudart.so.13",
];
const beyond = 2n ** 63n;

describe("the libraries that a library asks for", () => {
  let folder = "";
  before(async () => void (folder = await mkdtemp(join(tmpdir(), "attention-inspector-elf-"))));
  after(() => rm(folder, { recursive: true }));

  const read = async (content: Buffer) => {
    const path = join(folder, "library.so");
    await writeFile(path, content);
    return neededLibraries(path);
  };

  it("are read in order, and only up to the end of the list", async () => {
    assert.deepEqual(await read(elfOf(cuda13)), cuda13);
    assert.deepEqual(await read(elfOf([])), []);
  });

  it("are read of ONNX Runtime's own library", async function () {
    if (process.platform !== "linux") return this.skip();
    const library = join(
      repository,
      "node_modules/onnxruntime-node/bin/napi-v6/linux",
      process.arch,
      "libonnxruntime.so.1",
    );
    const needed = await neededLibraries(library);
    for (const name of ["libstdc++.so.6", "libc.so.6"]) assert.ok(needed.includes(name), name);
    assert.deepEqual(cudaNeeds(needed), { cuda: null, cudnn: null });
  });

  const hostile: readonly (readonly [what: string, content: Buffer])[] = [
    ["an empty file", Buffer.alloc(0)],
    ["a text", Buffer.from("#!/bin/sh\necho not a library\n".repeat(9))],
    ["a header alone", elfOf(cuda13).subarray(0, 64)],
    ["half a library", elfOf(cuda13).subarray(0, 200)],
    ["one of 32 bits", Buffer.from(elfOf(cuda13)).fill(1, 4, 5)],
    ["one of another byte order", Buffer.from(elfOf(cuda13)).fill(2, 5, 6)],
    ...(
      [
        ["65,535 program headers", { programHeaders: 65_535 }],
        ["program headers beyond the end", { headerOffset: beyond }],
        ["a dynamic section beyond the end", { dynamicOffset: beyond }],
        ["a dynamic section of 2^63 bytes", { dynamicBytes: beyond }],
        ["a dynamic section of a gigabyte", { dynamicBytes: 2n ** 30n }],
        ["names at no address", { namesAddress: beyond }],
        ["names before the load", { namesAddress: 1n }],
        ["names beyond the end", { namesAddress: 0x40000n + 2n ** 40n, loadedBytes: 2n ** 41n }],
      ] as readonly (readonly [string, ElfClaims])[]
    ).map(([what, claims]) => [what, elfOf(cuda13, claims)] as const),
    ["a name that does not end", elfOf(["x".repeat(100_000)])],
    ["a name with control characters", elfOf(["lib\u001b[31m.so"])],
    ["an empty name", elfOf([""])],
  ];
  for (const [what, content] of hostile) {
    it(`are told in one sentence not to be readable of ${what}`, async () => {
      await assert.rejects(read(content), /^Error: it is not a whole ELF library of 64 bits$/);
    });
  }

  it("are short names, or there is an error, whatever bytes are damaged", async () => {
    const whole = elfOf(cuda13);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        const content = Buffer.from(whole);
        for (const [at, value] of bytes) content[at] = value;
        const needed = await read(content).catch((error: unknown) => error);
        if (needed instanceof Error) return assert.match(needed.message, /^it is not a whole ELF library/);
        for (const name of needed as string[]) assert.match(name, /^[\x21-\x7e]{1,255}$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what CUDA libraries need", () => {
  for (const [libraries, needs] of [
    [cuda13, { cuda: 13, cudnn: null }],
    [["libcudart.so.12", "libcudnn.so.9", "libcufft.so.11"], { cuda: 12, cudnn: 9 }],
    [["libcublas.so.14.2", "libcudnn_graph.so.10"], { cuda: 14, cudnn: 10 }],
    [["libcufft.so.11", "libcurand.so.10", "libcuda.so.1", "libcudart.so"], { cuda: null, cudnn: null }],
    [["libcudart.so.99999", "xlibcudart.so.13", "libcudart.so.13x"], { cuda: null, cudnn: null }],
  ] as const) {
    it(`is told from ${libraries.join(", ")}`, () => assert.deepEqual(cudaNeeds(libraries), needs));
  }

  it("is said in a sentence", () => {
    assert.equal(
      cudaNeedsInWords({ cuda: 12, cudnn: 9 }),
      "It needs NVIDIA’s driver, CUDA 12 and cuDNN 9 on this machine.",
    );
    assert.equal(
      cudaNeedsInWords(cudaPackage.needs),
      "It needs NVIDIA’s driver and CUDA 13 on this machine, and cuDNN for the operators that use it.",
    );
  });
});
