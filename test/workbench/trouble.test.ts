import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { useRoom } from "../host/useRoom.js";

const long = "Coffee and tea, tea and coffee. ".repeat(625);
const slow = "The quick brown fox jumps over the lazy dog. ".repeat(800);

/** The encoder's processes of an extension host. */
function encoderProcesses(extensionHost: number): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines
    .filter((text) => text.includes("encoderProcess.js"))
    .map((text) => text.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === extensionHost)
    .map(([id]) => id!);
}

describe("trouble", () => {
  const room = useRoom();

  before(async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted();
  });

  it("says in one sentence that a document is empty, and keeps the view", async () => {
    const { workbench, bridge } = room();
    const before = await workbench.panel.painted();
    await bridge.untitled("");
    await workbench.runCommand("Attention: Show Attention");
    await workbench.notification(/There is no text here; type or open some, then run Show Attention\./);
    await workbench.screenshot("empty-document");
    assert.deepEqual(await workbench.panel.painted(), before);
    await workbench.clearNotifications();
  });

  it("says why CUDA cannot be had when it is asked for, and runs nothing", async function () {
    const { workbench, bridge } = room();
    const before = await workbench.panel.painted();
    await bridge.open("prose.md");
    await bridge.configure("attentionInspector.executionProvider", "cuda");
    try {
      await workbench.runCommand("Attention: Show Attention");
      await workbench.notification(/CUDA/);
      await workbench.screenshot("cuda-refused");
      assert.deepEqual(await workbench.panel.painted(), before);
    } finally {
      await bridge.configure("attentionInspector.executionProvider", undefined);
      await workbench.clearNotifications();
    }
  });

  it("says to what a selection of 20,000 characters was truncated", async () => {
    const { workbench, bridge } = room();
    await bridge.untitled(long);
    await bridge.select([{ start: { line: 0, character: 0 }, end: { line: 0, character: 20_000 } }]);
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted((report) => report.tokens === 512);
    const frame = await workbench.panel.frame();
    await frame.getByText(/Shown are the first 510 of [\d,]+ tokens/).waitFor();
    await workbench.screenshot("truncated");
  });

  it("can be cancelled while it runs, and keeps the view", async () => {
    const { workbench, bridge } = room();
    const before = await workbench.panel.painted();
    await bridge.configure("attentionInspector.maximumTokens", 2048);
    await bridge.untitled(slow);
    await bridge.select([{ start: { line: 0, character: 0 }, end: { line: 0, character: 20_000 } }]);
    await workbench.runCommand("Attention: Show Attention");
    await workbench.notification(/Show Attention/);
    await workbench.screenshot("progress");
    await workbench.pressNotificationButton("Cancel");
    const frame = await workbench.panel.frame();
    await frame.locator(".busy-message").waitFor({ state: "hidden" });
    assert.deepEqual(await workbench.panel.painted(), before);
  });

  it("survives the encoder's process being killed in a run: one sentence, and the next run works", async () => {
    const { workbench, bridge } = room();
    await bridge.configure("attentionInspector.maximumTokens", 2048);
    const before = await workbench.panel.painted();
    await workbench.runCommand("Attention: Show Attention");
    const frame = await workbench.panel.frame();
    await frame.locator(".busy-message", { hasText: "Running the encoder" }).waitFor();
    const processes = encoderProcesses(await bridge.processId());
    assert.equal(processes.length, 1);
    process.kill(processes[0]!, "SIGKILL");
    await workbench.notification(/The encoder's process was killed/);
    await workbench.page.waitForTimeout(1000);
    assert.equal((await workbench.notifications()).length, 1, "there is more than one message");
    await workbench.screenshot("encoder-killed");
    assert.deepEqual(await workbench.panel.painted(), before);
    await bridge.configure("attentionInspector.maximumTokens", undefined);
    await workbench.clearNotifications();
    await workbench.runCommand("Attention: Show Attention");
    await workbench.panel.painted((report) => report.trace > before.trace);
  });

  it("makes a trace again that was lost with its process, when another head is looked at", async () => {
    const { workbench, bridge } = room();
    const before = await workbench.panel.painted();
    for (const id of encoderProcesses(await bridge.processId())) process.kill(id, "SIGKILL");
    const frame = await workbench.panel.frame();
    await frame
      .locator('.heads-grid [role="gridcell"]')
      .nth(8 + 6)
      .click();
    const after = await workbench.panel.painted((report) => report.layer === 1 && report.head === 6);
    assert.equal(after.trace, before.trace);
  });

  it("leaves no encoder's process behind when the extension host is killed", async () => {
    const { workbench, bridge } = room();
    const extensionHost = await bridge.processId();
    const [encoder] = encoderProcesses(extensionHost);
    assert.ok(encoder !== undefined && isAlive(encoder));
    process.kill(extensionHost, "SIGKILL");
    for (const deadline = Date.now() + 10_000; isAlive(encoder) && Date.now() < deadline;) {
      await workbench.page.waitForTimeout(100);
    }
    assert.equal(isAlive(encoder), false);
  });
});

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
