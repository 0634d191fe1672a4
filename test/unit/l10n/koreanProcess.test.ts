import assert from "node:assert/strict";
import { join } from "node:path";
import { EncoderClient } from "../../../src/encoder/encoderClient.js";
import { bundledProcess } from "../encoder/support/bundledProcess.js";
import { failure } from "../encoder/support/failures.js";
import { traceRequest } from "../encoder/support/watchedClient.js";
import { repository } from "./support/sources.js";

describe("an encoder's process that is given the Korean bundle", function () {
  this.timeout(60_000);
  const log: string[] = [];
  let client: EncoderClient;
  before(async () => {
    client = new EncoderClient({
      processPath: await bundledProcess(),
      translation: join(repository, "l10n/bundle.l10n.ko.json"),
      log: (level, message) => log.push(`${level}: ${message}`),
    });
  });
  after(() => client.dispose());

  it("tells its steps in Korean, with their numbers", async () => {
    const steps: string[] = [];
    const { tokens } = await client.call("trace", traceRequest(), { onProgress: (step) => steps.push(step) });
    const running = `토큰 ${tokens.ids.length}개에 대해 인코더 실행 중`;
    assert.deepEqual(steps, ["인코더 불러오는 중", "토큰화하는 중", running]);
  });

  it("fails in Korean", async () => {
    const missing = join(repository, "no-such-folder");
    await assert.rejects(client.call("trace", traceRequest({ encoder: missing })), (thrown) => {
      failure("modelUnreadable", /이\(가\) 없습니다\. \.onnx 파일을 선택하세요\.$/)(thrown);
      assert.match((thrown as Error).message, /no-such-folder/);
      return true;
    });
    await assert.rejects(
      client.call("trace", traceRequest({ segments: [""] })),
      failure("nothingToEncode", /^여기에는 인코딩할 텍스트가 없습니다\. 단어를 몇 개 선택하세요\.$/),
    );
  });

  it("writes its log in English", () => {
    assert(log.some((line) => /^info: Trace \d+: \d+ tokens/.test(line)));
    assert.doesNotMatch(log.join("\n"), /[가-힣]/);
  });
});
