import assert from "node:assert/strict";
import { readSites } from "../../../../src/encoder/readSites.js";
import { readZooCase, zooCases } from "../support/zooCase.js";

/** Where a graph does not tell what the model was made with, and what it tells instead. */
const exceptions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // The exporter repeats the keys in a way that is not recognised as sharing.
  "gemma3-sdpa-dynamo-18": { keyHeads: 4 },
};

describe("the facts of an attention site", () => {
  for (const name of zooCases) {
    it(`are read from the graph alone: ${name}`, async () => {
      const { path, expected } = readZooCase(name);
      const { sites, blocked } = (await readSites(path)).sites;
      assert.deepEqual(blocked, []);
      for (const { group, layer, shape, scale, ...facts } of expected.attention) {
        const site = sites.find((one) => one.group === group && one.layer === layer);
        assert.ok(site, `${group} ${layer}`);
        const { mask, bias, keyHeads } = { ...facts, ...(facts.bias === "none" ? {} : exceptions[name]) };
        const wanted = { heads: shape[0], mask, bias, keyHeads: exceptions[name]?.keyHeads ?? keyHeads };
        const found = { heads: site.heads, mask: site.mask, bias: site.bias, keyHeads: site.keyHeads };
        assert.deepEqual(found, wanted, `${group} ${layer}`);
        if (scale === null) continue;
        assert.ok(site.scale !== null && Math.abs(site.scale - scale) < 1e-3, `scale ${site.scale}, not ${scale}`);
      }
    });
  }
});
