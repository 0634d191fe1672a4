import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { blockFile, standalonePage } from "../../src/export/standalonePage.js";
import { defaultPreferences } from "../../src/protocol/defaultPreferences.js";
import { views, type View } from "../../src/protocol/look.js";
import { PlainFailure } from "../../test/host/plainFailure.js";
import { runProgram } from "../../test/host/program.js";
import { standaloneCode } from "../../test/webview/standaloneCode.js";
import { standaloneOf } from "../../test/webview/standaloneFacts.js";
import { benchTrace } from "./benchTrace.js";

/** More of it would not fit into the memory of most machines. */
const largestTrace = 4e9;

/**
 * npm run bench:page -- --out DIR [--layers 12] [--heads 12] [--tokens 512] [--seed 1] [--open matrix]
 *
 * Writes the stand-alone page of a synthetic trace as a folder: index.html, and every block of numbers in heads/. Any
 * static server can show it; `document.body.dataset.painted` is there as soon as the first picture is.
 */
void runProgram(async () => {
  const { values } = parseArgs({
    options: {
      layers: { type: "string", default: "12" },
      heads: { type: "string", default: "12" },
      tokens: { type: "string", default: "512" },
      seed: { type: "string", default: "1" },
      open: { type: "string", default: defaultPreferences.open },
      out: { type: "string" },
    },
  });
  const { out, open } = values;
  if (out === undefined) throw new PlainFailure("--out is missing: name the folder that the page is written to.");
  if (!isView(open)) throw new PlainFailure(`--open takes ${views.join(", ")}; not ${open}.`);
  const shape = {
    id: 1,
    layers: whole("layers", values.layers, 1),
    heads: whole("heads", values.heads, 1),
    tokens: whole("tokens", values.tokens, 3),
    seed: whole("seed", values.seed, 1),
  };
  if (4 * shape.layers * shape.heads * shape.tokens ** 2 > largestTrace)
    throw new PlainFailure("So many heads of so many tokens are more than 4 GB; ask for fewer of either.");

  const preferences = { ...defaultPreferences, open };
  const content = await standaloneOf(benchTrace(shape), { packaging: "folder", preferences, title: "synthetic.py" });
  const page = standalonePage(content.document, await standaloneCode());
  const index = join(out, "index.html");
  await mkdir(join(out, dirname(blockFile(""))), { recursive: true });
  await writeFile(index, page.start + page.script + page.end);
  for (const { name, bytes } of content.first) await writeFile(join(out, blockFile(name)), bytes);
  for await (const { name, bytes } of content.rest()) await writeFile(join(out, blockFile(name)), bytes);
  console.log(index);
  return 0;
});

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new PlainFailure(`--${name} takes a whole number from ${least}; not ${text}.`);
  return value;
}

function isView(name: string): name is View {
  return (views as readonly string[]).includes(name);
}
