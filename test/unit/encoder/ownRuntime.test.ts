import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bindingName } from "../../../src/encoder/runtimeFolder.js";
import { failure } from "./support/failures.js";
import { traceRequest, watchedClient, type WatchedClient } from "./support/watchedClient.js";

const packages = resolve(import.meta.dirname, "../../../node_modules");
const native = join("bin/napi-v6", process.platform, process.arch);

describe("an onnxruntime-node of one's own", () => {
  let directory = "";
  let path: string | null = null;
  let watched: WatchedClient;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "attention-inspector-runtime-"));
    watched = await watchedClient({ runtimePath: () => Promise.resolve(path) });
  });
  afterEach(async () => {
    watched.client.dispose();
    await rm(directory, { recursive: true });
  });

  const trace = () => watched.client.call("trace", traceRequest());
  /** A file of the system that the encoder's process has mapped into its memory. */
  const isLoaded = async (file: string) =>
    (await readFile(`/proc/${watched.pids().at(-1)}/maps`, "utf8")).includes(file);
  const fakePackage = async (name: string, script: string, version = "1.30.0") => {
    const folder = join(directory, name);
    await mkdir(folder);
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "onnxruntime-node", version, main: "main.js" }),
    );
    await writeFile(join(folder, "main.js"), script);
    return folder;
  };
  const wrapped = `module.exports = { ...require(${JSON.stringify(join(packages, "onnxruntime-node"))}) };
console.log("a runtime of one's own");`;

  it("is loaded in place of the bundled one", async () => {
    path = await fakePackage("own", wrapped);
    await trace();
    assert.ok(watched.log.includes("debug: a runtime of one's own"), watched.log.join("\n"));
    assert.ok(!watched.log.some((line) => line.startsWith("warn")), watched.log.join("\n"));
  });

  it("sends no telemetry, whatever the window's environment says", async () => {
    const before = process.env.ORT_DISABLE_TELEMETRY;
    process.env.ORT_DISABLE_TELEMETRY = "0";
    try {
      path = await fakePackage("own", `console.log("telemetry off:", process.env.ORT_DISABLE_TELEMETRY);\n${wrapped}`);
      await trace();
    } finally {
      process.env.ORT_DISABLE_TELEMETRY = before ?? "1";
    }
    assert.ok(watched.log.includes("debug: telemetry off: 1"), watched.log.join("\n"));
  });

  it("of another version is loaded with a warning", async () => {
    path = await fakePackage("own", wrapped, "1.19.2");
    await trace();
    assert.ok(watched.log.some((line) => /^warn: .+onnxruntime-node 1\.19\.2; .+tested with 1\.30\.0/.test(line)));
  });

  it("may be reached through a symbolic link", async () => {
    path = join(directory, "link");
    await symlink(join(packages, "onnxruntime-node"), path);
    await trace();
  });

  it("may be its native part alone", async function () {
    if (process.platform !== "linux") return this.skip();
    path = join(directory, "native");
    await cp(join(packages, "onnxruntime-node", native), path, { recursive: true });
    await trace();
    assert.ok(await isLoaded(join(path, "libonnxruntime.so.1")), "its library is loaded");
    assert.ok(!(await isLoaded(join(packages, "onnxruntime-node"))), "the bundled one is not");
  });

  it("takes a process of its own when it is chosen, and gives it up when it no longer is", async () => {
    path = null;
    const { id } = await trace();
    path = await fakePackage("own", wrapped);
    await watched.client.call("positionalEncoding", { trace: id, encoding: 0, head: 0 });
    assert.equal(watched.pids().length, 1, "only a run starts another");
    await trace();
    await trace();
    assert.equal(watched.pids().length, 2);
    path = null;
    await trace();
    assert.equal(watched.pids().length, 3);
  });

  it("that cannot be loaded is told in a sentence, and the system's reason is in the detail", async () => {
    const refused = async (own: string, message: RegExp, detail: RegExp) => {
      path = own;
      await assert.rejects(trace(), (thrown) => {
        failure("runtimeUnusable", message)(thrown);
        assert.match((thrown as { detail: string | null }).detail ?? "", detail);
        return true;
      });
    };
    await refused(join(directory, "gone"), /gone does not exist/, /^$/);
    await refused("relative", /must be an absolute path/, /^$/);
    await refused(await fakePackage("throws", "throw new Error('no such GPU')"), /could not be loaded/, /no such GPU/);
    await refused(await fakePackage("empty", ""), /is not an onnxruntime-node that this version knows/, /^$/);
    const broken = join(directory, "broken");
    await mkdir(broken);
    await writeFile(join(broken, bindingName), "not a library");
    await refused(broken, /could not be loaded \(the log has/, /./);
    await writeFile(join(broken, "installed.json"), "{}");
    await refused(broken, /^The installed CUDA support could not be loaded; run /, /./);
    path = null;
    await trace();
  });

  it("that was put right is loaded without more ado", async () => {
    path = join(directory, "native");
    await mkdir(path);
    await assert.rejects(trace(), failure("runtimeUnusable", /holds no onnxruntime-node/));
    await cp(join(packages, "onnxruntime-node", native), path, { recursive: true });
    await trace();
    assert.equal(watched.pids().length, 1);
  });
});
