import assert from "node:assert/strict";
import { useRoom } from "../host/useRoom.js";

const show = "어텐션: 어텐션 보기";

describe("a Korean window", () => {
  const room = useRoom("ko");

  it("offers the commands in Korean, and shows attention by them", async () => {
    const { workbench, bridge } = room();
    await bridge.openPassage({ file: "prose.md", from: "She drinks", to: "does not." });
    await workbench.runCommand(show);
    await workbench.panel.painted();
    const page = await workbench.panel.frame();
    assert.match(await page.locator("[role=tablist]").innerText(), /행렬\s+연결선/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
    await workbench.screenshot("korean-panel");
  });

  it("lists in a hover what a token attends to, in Korean", async () => {
    const { workbench } = room();
    const shown = await workbench.editor.hover({ line: 4, character: 13 });
    assert.match(shown ?? "", /이\(가\) 주목하는 토큰 \(레이어 \d+ 헤드 \d+\)/);
    assert.match(shown ?? "", /가중치\s+토큰\s+위치/);
    assert.match(shown ?? "", /특수 토큰: 모두 합해 0\.\d{3}/);
    await workbench.screenshot("korean-hover");
  });

  it("says in Korean what the extension host refuses", async () => {
    const { workbench, bridge } = room();
    await bridge.untitled("");
    await workbench.runCommand(show);
    await workbench.notification(
      /^여기에는 텍스트가 없습니다\. 텍스트를 입력하거나 연 뒤 ‘어텐션 보기’를 실행하세요\.$/,
    );
    await workbench.screenshot("korean-empty");
    await workbench.clearNotifications();
  });

  it("says in Korean what the encoder's process refuses", async () => {
    const { workbench, bridge } = room();
    await bridge.open("prose.md");
    await bridge.configure("attentionInspector.executionProvider", "cuda");
    try {
      await workbench.runCommand(show);
      await workbench.notification(/^CUDA을\(를\) 사용할 수 없습니다\(.+\)\. .+auto나 cpu로 설정하세요\.$/);
      await workbench.screenshot("korean-cuda-refused");
    } finally {
      await bridge.configure("attentionInspector.executionProvider", undefined);
      await workbench.clearNotifications();
    }
  });
});
