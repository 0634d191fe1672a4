import assert from "node:assert/strict";
import { encoderSettingPath, portablePath } from "../../../src/editor/encoderSetting.js";
import { failure } from "../encoder/support/failures.js";

const places = {
  home: "/home/ada",
  folders: [
    { name: "one", path: "/w/one" },
    { name: "two", path: "/w/two" },
  ],
};

describe("the setting of an encoder", () => {
  for (const [value, expected] of [
    ["/models/bert", "/models/bert"],
    ["~/models/model.onnx", "/home/ada/models/model.onnx"],
    ["~", "/home/ada"],
    ["${userHome}/m", "/home/ada/m"],
    ["${workspaceFolder}/m", "/w/one/m"],
    ["${workspaceFolder:two}/a/../m", "/w/two/m"],
    ["/a~/m", "/a~/m"],
  ] as const) {
    it(`${value} is ${expected}`, () => assert.equal(encoderSettingPath(value, places), expected));
  }

  for (const [value, message] of [
    ["models/bert", /must be an absolute path/],
    ["~ada/m", /must be an absolute path/],
    ["${workspaceFolder:three}/m", /no folder \$\{workspaceFolder:three\}/],
    ["/a/${file}", /\$\{file\} stands for nothing/],
    ["/a/${__proto__}", /stands for nothing/],
  ] as const) {
    it(`${value} is refused`, () => {
      assert.throws(() => encoderSettingPath(value, places), failure("encoderMissing", message));
    });
  }

  it("is written so that it holds on other machines, where the workspace is one folder", () => {
    const one = { folders: places.folders.slice(0, 1) };
    assert.equal(portablePath("/w/one/m/a.onnx", one), "${workspaceFolder}/m/a.onnx");
    assert.equal(portablePath("/w/oneself/a.onnx", one), "/w/oneself/a.onnx");
    assert.equal(portablePath("/w/one/m", places), "/w/one/m");
    assert.equal(portablePath("/elsewhere/longer", one), "/elsewhere/longer");
    assert.equal(portablePath("/w/one", { folders: [] }), "/w/one");
  });
});
