import assert from "node:assert/strict";
import { childEnvironment } from "../../../src/encoder/childEnvironment.js";

describe("the environment of the encoder's process", () => {
  const [pages, threshold] = ["glibc.malloc.hugetlb=1", "glibc.malloc.mmap_threshold=1048576"];

  it("asks for large pages, and for arrays that are given back, besides what the person asks of the C library", () => {
    assert.equal(childEnvironment({}).GLIBC_TUNABLES, `${pages}:${threshold}`);
    assert.equal(
      childEnvironment({ GLIBC_TUNABLES: "glibc.malloc.check=3" }).GLIBC_TUNABLES,
      `glibc.malloc.check=3:${pages}:${threshold}`,
    );
  });

  it("leaves the person's own choices", () => {
    const own = "glibc.malloc.hugetlb=0:glibc.malloc.check=3";
    assert.equal(childEnvironment({ GLIBC_TUNABLES: own }).GLIBC_TUNABLES, `${own}:${threshold}`);
    const both = "glibc.malloc.mmap_threshold=0:glibc.malloc.hugetlb=2";
    assert.equal(childEnvironment({ GLIBC_TUNABLES: both }).GLIBC_TUNABLES, both);
  });

  it("has ONNX Runtime send nothing, whatever the parent's environment says", () => {
    for (const own of [{}, { ORT_DISABLE_TELEMETRY: "0" }, { ORT_DISABLE_TELEMETRY: "" }])
      assert.equal(childEnvironment(own).ORT_DISABLE_TELEMETRY, "1");
  });

  it("holds no secret, and no way into VS Code or an agent", () => {
    const names = [
      "HF_TOKEN",
      "HUGGING_FACE_HUB_TOKEN",
      "GITHUB_TOKEN",
      "github_token",
      "NPM_AUTH",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_ACCESS_KEY_ID",
      "AZURE_STORAGE_CONNECTION_STRING",
      "GOOGLE_APPLICATION_CREDENTIALS",
      "OPENAI_API_KEY",
      "OPENAI_APIKEY",
      "PGPASSWORD",
      "AZURE_DEVOPS_PAT",
      "SSH_AUTH_SOCK",
      "GIT_ASKPASS",
      "GPG_AGENT_INFO",
      "VSCODE_IPC_HOOK_CLI",
      "VSCODE_GIT_ASKPASS_NODE",
      "https_proxy",
      "HTTP_PROXY",
    ];
    const environment = childEnvironment(Object.fromEntries(names.map((name) => [name, "secret"])));
    assert.deepEqual(
      names.filter((name) => name in environment),
      [],
    );
    assert.ok(!Object.values(environment).includes("secret"));
  });

  it("holds what libraries are found and drivers chosen by", () => {
    const names = [
      "PATH",
      "HOME",
      "TMPDIR",
      "LANG",
      "LD_LIBRARY_PATH",
      "DYLD_LIBRARY_PATH",
      "CUDA_VISIBLE_DEVICES",
      "CUDA_PATH",
      "NVIDIA_DRIVER_CAPABILITIES",
      "VK_ICD_FILENAMES",
      "XDG_RUNTIME_DIR",
      "DISPLAY",
      "WAYLAND_DISPLAY",
      "OMP_NUM_THREADS",
      "SystemRoot",
      "TOKENIZERS_PARALLELISM",
      "KEYBOARD",
      "AUTHOR",
    ];
    const environment = childEnvironment(Object.fromEntries(names.map((name) => [name, "1"])));
    assert.deepEqual(
      names.filter((name) => environment[name] !== "1"),
      [],
    );
  });

  it("hands on the rest, but nothing that changes Node", () => {
    const { NODE_OPTIONS, HOME } = childEnvironment({ HOME: "/home/somebody", NODE_OPTIONS: "--require ./hook.js" });
    assert.deepEqual([HOME, NODE_OPTIONS], ["/home/somebody", undefined]);
  });
});
