import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Component } from "../host/billOfMaterials.js";
import { billPath, listPackagedFiles } from "../host/packageExtension.js";
import { allTargets, packageTargets, type PackageTarget } from "../host/packageTargets.js";
import { repository } from "../host/repository.js";
import { zipEntries } from "../host/zipEntries.js";
import { builtPackage, targetHere } from "./builtPackage.js";

/** Windows' package has DirectML besides, which ONNX Runtime loads there. */
const limitInMegabytes = process.platform === "win32" ? 45 : 40;

const isNative = /\.(node|dll|dylib)$|\.so(\.|$)/;

/** What a package may hold; the first two are the format's own, and the last are all that is run of the dependencies. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls(\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|security\.md|LICENSE\.txt|THIRD_PARTY_NOTICES\.md)$/i,
  /^extension\/dist\/(?!cli\.)[\w-]+\.(js|css)$/,
  /^extension\/dist\/fonts\/[\w-]+\.(woff|ttf|txt)$/,
  /^extension\/l10n\/[\w.-]+\.json$/,
  /^extension\/media\/(encoder|walkthrough)\/[\w.-]+$/,
  /^extension\/media\/[\w-]+\.(png|svg)$/,
  /^extension\/node_modules\/(onnxruntime-node|onnxruntime-common|tokenizers)\/(package\.json|index\.js|LICENSE)$/,
  /^extension\/node_modules\/onnxruntime-(node\/dist|common\/dist\/cjs)\/[\w-]+\.js(on)?$/,
  /^extension\/node_modules\/onnxruntime-node\/bin\/napi-v6\/\w+\/\w+\/[\w.-]+$/,
  /^extension\/node_modules\/tokenizers\/[\w.-]+\.node$/,
];

/** Every path in the manifest that names a picture or a text of the extension's own. */
function pathsIn(value: unknown): string[] {
  if (typeof value === "string") return /^(\.\/)?(media|dist)\/[^*]*$/.test(value) ? [value.replace(/^\.\//, "")] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

describe("the package", () => {
  let target: PackageTarget;
  let path: string;
  let entries: string[];
  let listed: string[];

  before(async function () {
    target = targetHere(this);
    path = await builtPackage(target);
    entries = await zipEntries(path);
    listed = await listPackagedFiles(allTargets);
  });

  function nativeFilesFor(platform: PackageTarget): string[] {
    const isTaken = (file: string) =>
      packageTargets[platform].some((pattern) => {
        const [start = "", end = ""] = `node_modules/${pattern}`.split("*");
        return file.startsWith(start) && file.endsWith(end);
      });
    return listed.filter(isTaken).sort();
  }

  it(`is no larger than ${limitInMegabytes} MB`, async () => {
    const { size } = await stat(path);
    assert.ok(size <= limitInMegabytes * 1e6, `it is ${(size / 1e6).toFixed(1)} MB`);
  });

  it("holds nothing that is not needed to run", () => {
    assert.deepEqual(
      entries.filter((entry) => !allowed.some((pattern) => pattern.test(entry))),
      [],
    );
  });

  it("holds every file that the manifest names", async () => {
    const manifest = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as Record<string, unknown>;
    // The command line is in the npm package alone.
    delete manifest.bin;
    const named = pathsIn(manifest);
    assert.ok(named.includes("dist/extension.js"));
    assert.deepEqual(
      named.filter((path) => !entries.includes(`extension/${path}`)),
      [],
    );
  });

  for (const [name, limit] of [
    ["extension.js", 100],
    ["webview.js", 250],
  ] as const) {
    it(`loads no more than ${limit} KB of ${name} to start with`, async () => {
      const { size } = await stat(join(repository, "dist", name));
      assert.ok(size <= limit * 1000, `${size} bytes`);
    });
  }

  it("holds what exports are made with", () => {
    for (const name of ["exportView.js", "exportWorker.js", "pdfFigure.js", "fonts/NanumGothic.woff"])
      assert.ok(entries.includes(`extension/dist/${name}`), name);
  });

  it("speaks Korean too", () => {
    for (const name of ["l10n/bundle.l10n.ko.json", "l10n/page.l10n.ko.json", "package.nls.ko.json"])
      assert.ok(entries.includes(`extension/${name}`), name);
  });

  it("holds the licences and what is owed to third parties", () => {
    for (const name of ["LICENSE.txt", "THIRD_PARTY_NOTICES.md"])
      assert.ok(entries.includes(`extension/${name}`), name);
  });

  it("has a bill of materials beside it that names all that is in it, and no more", async () => {
    const { components } = JSON.parse(await readFile(billPath(path), "utf8")) as { components: Component[] };
    const names = components.map(({ name }) => name);
    // In a bundle, in a folder of its own, as a font; the last are installed and not packaged.
    for (const name of ["preact", "valibot", "pdfkit", "onnxruntime-node", "onnxruntime-common", "tokenizers"])
      assert.ok(names.includes(name), name);
    for (const name of ["dejavu-fonts-ttf", "@fontsource/nanum-gothic", "attention-inspector-encoder"])
      assert.ok(names.includes(name), name);
    for (const name of ["adm-zip", "global-agent", "mocha", "typescript", "esbuild", "vscode"])
      assert.ok(!names.includes(name), name);
    for (const entry of entries) {
      const [, folder] = /^extension\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(entry) ?? [];
      if (folder !== undefined) assert.ok(names.includes(folder), entry);
    }
    for (const { name, version, licenses, hashes } of components) {
      assert.match(version, /^\d/, name);
      assert.equal(licenses.length, 1, name);
      assert.match(hashes[0]?.content ?? "", /^([0-9a-f]{64}|[0-9a-f]{128})$/, name);
    }
    const notices = await readFile(join(repository, "THIRD_PARTY_NOTICES.md"), "utf8");
    const libraries = components.filter(({ type }) => type === "library");
    assert.deepEqual(
      libraries
        .filter(({ name, version }) => {
          const headings = notices.split("\n").filter((line) => line.startsWith(`## ${name} `));
          return !headings.some((heading) => heading.includes(version));
        })
        .map(({ name, version }) => `${name} ${version}`),
      // The notices call the fonts by their own names.
      ["@fontsource/nanum-gothic 5.3.0", "dejavu-fonts-ttf 2.37.3"],
      "what the notices lack",
    );
  });

  it("says how to report a vulnerability", () => assert.ok(entries.some((entry) => /security\.md$/i.test(entry))));

  it("holds this platform's native code and no other's", () => {
    const native = entries.filter((entry) => isNative.test(entry)).map((entry) => entry.replace("extension/", ""));
    assert.deepEqual(native.sort(), nativeFilesFor(target));
  });

  for (const target of allTargets) {
    it(`for ${target} holds one of each library, made for it`, () => {
      const native = nativeFilesFor(target);
      const [platform = "", architecture = ""] = target.split("-");
      const own = [`/${platform}/${architecture}/`, `tokenizers.${platform}-${architecture}`];
      assert.deepEqual(
        native.filter((file) => !own.some((part) => file.includes(part))),
        [],
      );
      const libraries = [
        /onnxruntime_binding\.node$/,
        /onnxruntime(\.1)?\.(dll|dylib|so\.1)$/,
        /tokenizers\..+\.node$/,
      ];
      assert.deepEqual(
        libraries.map((library) => native.filter((file) => library.test(file)).length),
        [1, 1, 1],
      );
    });
  }
});
