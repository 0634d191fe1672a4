import assert from "node:assert/strict";
import { followingFetch } from "../../../../src/encoder/download/followingFetch.js";

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("a fetch that follows redirects", () => {
  const asked: string[] = [];
  const follow = (answers: readonly Response[]) => {
    asked.length = 0;
    return followingFetch((url) => {
      asked.push(url.href);
      return Promise.resolve(answers[asked.length - 1] ?? redirect("/again"));
    });
  };

  it("goes where it is led, relative addresses too", async () => {
    const response = await follow([redirect("/b"), redirect("https://c.invalid/d"), new Response("here")])(
      "https://a.invalid/a",
    );
    assert.equal(await response.text(), "here");
    assert.deepEqual(asked, ["https://a.invalid/a", "https://a.invalid/b", "https://c.invalid/d"]);
  });

  it("does not leave what is encrypted, and does not go on for ever", async () => {
    await assert.rejects(follow([redirect("http://a.invalid/")])("https://a.invalid/"), /without encryption/);
    assert.equal(asked.length, 1);
    await assert.rejects(follow([])("http://a.invalid/"), /without end/);
  });
});
