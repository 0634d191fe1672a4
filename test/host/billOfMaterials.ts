import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { outputFolder, repository } from "./repository.js";
import { zipEntries } from "./zipEntries.js";

/** What esbuild tells of each bundle (`out/bundles.json`). */
type Bundles = Readonly<Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>;

interface Locked {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

export interface Component {
  readonly type: "library" | "machine-learning-model";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly licenses: readonly ({ readonly expression: string } | { readonly license: { readonly name: string } })[];
  readonly hashes: readonly { readonly alg: "SHA-512" | "SHA-256"; readonly content: string }[];
}

/** Packages whose fonts `esbuild.mjs` copies, by how the copies' names begin. */
const fonts = { NanumGothic: "node_modules/@fontsource/nanum-gothic", DejaVuSansMono: "node_modules/dejavu-fonts-ttf" };

/**
 * What a package is made of, as CycloneDX 1.5: the npm packages of which files lie in it or are part of a bundle in it,
 * and the encoder. `npm sbom` would list what is installed instead, and leave out what esbuild makes part of the bundles.
 *
 * @param packagePath of a VSIX that was built just before
 */
export async function billOfMaterials(packagePath: string) {
  const entries = (await zipEntries(packagePath)).map((entry) => entry.replace(/^extension\//, ""));
  const lock = (await readJson("package-lock.json")) as Locked;
  const { name, version, license } = (await readJson("package.json")) as Record<string, string>;
  const folders = [...packageFolders(entries, (await readJson(join(outputFolder, "bundles.json"))) as Bundles)].sort();
  const libraries = await Promise.all(folders.map((folder) => libraryIn(folder, lock)));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": `${name}@${version}`,
        name,
        version,
        licenses: [{ expression: license }],
      },
    },
    components: [...libraries, await bundledEncoder()],
  };
}

/** The folders in node_modules of the packages that are in it. */
function packageFolders(entries: readonly string[], bundles: Bundles): Set<string> {
  const files = entries.filter((entry) => entry.startsWith("node_modules/"));
  for (const entry of entries) {
    const { inputs = {} } = bundles[entry] ?? {};
    files.push(...Object.keys(inputs).filter((input) => inputs[input]!.bytesInOutput > 0));
    for (const [font, folder] of Object.entries(fonts)) {
      if (entry.startsWith(`dist/fonts/${font}`)) files.push(`${folder}/`);
    }
  }
  return new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []));
}

async function libraryIn(folder: string, lock: Locked): Promise<Component> {
  const manifest = (await readJson(join(folder, "package.json"))) as Record<string, unknown>;
  const [name, version] = [String(manifest.name), String(manifest.version)];
  const integrity = lock.packages[folder]?.integrity ?? "";
  const sha512 = /^sha512-(.+)$/.exec(integrity)?.[1];
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    licenses: [await licenceOf(folder, manifest)],
    hashes: sha512 === undefined ? [] : [{ alg: "SHA-512", content: Buffer.from(sha512, "base64").toString("hex") }],
  };
}

/** An SPDX expression, or whatever else the package says; one that says nothing has its licence's text. */
async function licenceOf(folder: string, { license }: Record<string, unknown>): Promise<Component["licenses"][number]> {
  const stated = typeof license === "string" ? license : undefined;
  if (stated === undefined) {
    const text = await readFile(join(repository, folder, "LICENSE"), "utf8");
    return text.includes("MIT License") ? { expression: "MIT" } : { license: { name: text.split("\n")[0]! } };
  }
  return /^[\w.+-]+$/.test(stated) ? { expression: stated } : { license: { name: stated } };
}

async function bundledEncoder(): Promise<Component> {
  const { name, version } = (await readJson("media/encoder/encoder.json")) as Record<string, string>;
  const bytes = await readFile(join(repository, "media/encoder/encoder.onnx"));
  return {
    type: "machine-learning-model",
    "bom-ref": `${name}@${version}`,
    name: name!,
    version: version!,
    licenses: [{ expression: "MIT" }],
    hashes: [{ alg: "SHA-256", content: createHash("sha256").update(bytes).digest("hex") }],
  };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(resolve(repository, path), "utf8"));
}
