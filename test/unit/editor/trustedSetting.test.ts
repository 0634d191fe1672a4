import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { machineSettings, restrictedSettings, trustedSetting } from "../../../src/editor/trustedSetting.js";

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly scope?: string }>> }[];
  };
}

/** Settings that a workspace may set before it is trusted, each with the reason why that does no harm. */
const harmless: Readonly<Record<string, string>> = {
  "hover.enabled": "shows or hides hovers of a trace that the person asked for",
  "hover.attention": "chooses which of a trace's heads hovers list",
};

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as Manifest;
const properties = Object.assign(
  {},
  ...manifest.contributes.configuration.map((section) => section.properties),
) as Manifest["contributes"]["configuration"][number]["properties"];
const prefix = "attentionInspector.";

/** A configuration in which the workspace sets every setting. */
function configurationOf(globalValue: unknown) {
  return {
    get: (() => "workspace's") as () => never,
    inspect: <T>(key: string) => ({
      key,
      defaultValue: "default" as T,
      globalValue: globalValue as T,
      workspaceValue: "workspace's" as T,
      workspaceFolderValue: "workspace's" as T,
    }),
  };
}

describe("a setting of a workspace that is not trusted", () => {
  it("is restricted, of the machine, or harmless for a reason, whichever setting it is", () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const [name, { scope }] of Object.entries(properties)) {
      const key = name.slice(prefix.length);
      const kinds = [
        restrictedConfigurations.includes(name),
        scope === "machine" || scope === "application",
        Object.hasOwn(harmless, key),
      ];
      assert.equal(kinds.filter(Boolean).length, 1, `${name}: ${kinds.join(", ")}`);
    }
  });

  it("is restricted in the manifest and in the code alike", () => {
    const inManifest = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.deepEqual([...inManifest].sort(), restrictedSettings.map((key) => `${prefix}${key}`).sort());
    const ofMachine = Object.keys(properties).filter((name) => properties[name]?.scope === "machine");
    assert.deepEqual(ofMachine.sort(), machineSettings.map((key) => `${prefix}${key}`).sort());
  });

  for (const key of restrictedSettings) {
    it(`does not count for ${key}, even if VS Code passes it on`, () => {
      assert.equal(trustedSetting(configurationOf("person's"), key, false), "person's");
      assert.equal(trustedSetting(configurationOf(undefined), key, false), "default");
      assert.equal(trustedSetting(configurationOf("person's"), key, true), "workspace's");
    });
  }

  for (const key of machineSettings) {
    it(`does not count for ${key}, in a trusted workspace either`, () => {
      for (const isTrusted of [false, true]) {
        assert.equal(trustedSetting(configurationOf("person's"), key, isTrusted), "person's");
        assert.equal(trustedSetting(configurationOf(undefined), key, isTrusted), "default");
      }
    });
  }

  it("counts for what is harmless", () => {
    for (const key of Object.keys(harmless)) {
      assert.equal(trustedSetting(configurationOf("person's"), key, false), "workspace's");
    }
  });
});
