import assert from "node:assert/strict";
import { Hub } from "../../../../src/encoder/download/hub.js";
import { readModelRepository } from "../../../../src/encoder/download/modelRepository.js";
import { proxiedFetch } from "../../../../src/encoder/download/proxiedFetch.js";
import { failure } from "../support/failures.js";
import { FileServer, type Answer } from "../support/fileServer.js";
import { putModel } from "../support/hubFiles.js";

const path = "/api/models/org/mini/revision/main?blobs=true";

describe("the hub", () => {
  const server = new FileServer();
  const elsewhere = new FileServer();
  /** The authorization that each request to either bore. */
  const tokens: string[] = [];
  const signal = new AbortController().signal;

  before(() => Promise.all([server.start(), elsewhere.start()]));
  after(() => Promise.all([server.stop(), elsewhere.stop()]));
  beforeEach(() => {
    tokens.length = 0;
    server.next.clear();
    elsewhere.next.clear();
    putModel(server, "org/mini", {});
    putModel(elsewhere, "org/mini", {});
  });

  const hub = (endpoint: string | undefined = server.address, token?: string) => {
    const direct = { proxy: "", noProxy: null, authorization: null, strictCertificates: true };
    return new Hub({ fetchOnce: proxiedFetch(direct, {}), endpoint, token });
  };
  const read = (of: Hub) => readModelRepository(of, { id: "org/mini", revision: "main" }, signal);
  const noted =
    (who: string, then: Answer): Answer =>
    (request, ...rest) => {
      tokens.push(`${who} ${request.headers.authorization ?? "none"}`);
      then(request, ...rest);
    };
  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    (_, response) =>
      void response.writeHead(code, headers).end("why");
  const send: Answer = (_, response, content) => void response.writeHead(200).end(content);

  it("is given the token by its own host alone, and a redirect takes it to no other", async () => {
    server.next.set(path, [
      noted("hub", status(307, { location: path })),
      noted("hub", status(302, { location: `${elsewhere.address}${path}` })),
    ]);
    elsewhere.next.set(path, [noted("elsewhere", send)]);
    await read(hub(server.address, " secret\n"));
    assert.deepEqual(tokens, ["hub Bearer secret", "hub Bearer secret", "elsewhere none"]);
  });

  it("is asked without a token where there is none", async () => {
    server.next.set(path, [noted("hub", send)]);
    await read(hub());
    assert.deepEqual(tokens, ["hub none"]);
  });

  for (const [answer, token, message] of [
    [status(404), undefined, /has no such model or revision; check the name/],
    [status(401), undefined, /no such model, or it is private.*set HF_TOKEN/],
    [status(401), "t", /the one in HF_TOKEN is not allowed to/],
    [status(401, { "x-error-code": "GatedRepo" }), undefined, /accepted its terms.*set HF_TOKEN/],
    [status(403, { "x-error-code": "GatedRepo" }), "t", /check that HF_TOKEN may read it/],
    [status(404, { "x-error-code": "RevisionNotFound" }), undefined, /not this revision/],
    [status(429, { "retry-after": "20" }), undefined, /try again in 20 seconds/],
    [status(429), undefined, /try again later/],
    [status(503), undefined, /answered 503 instead/],
    [status(302, { location: "ftp://x/y" }), undefined, /leads to an address that is none/],
    [(_, response) => void response.writeHead(200).end("<html>"), undefined, /does not answer as a Hugging Face hub/],
    [(_, response) => void response.destroy(), undefined, /could not be reached \(.+\); check the network/],
  ] as readonly [Answer, string | undefined, RegExp][]) {
    it(`says in a sentence: ${message.source}`, async () => {
      server.next.set(path, [answer]);
      await assert.rejects(read(hub(server.address, token)), failure("downloadFailed", message));
    });
  }

  it("is not followed in circles", async () => {
    server.next.set(
      path,
      Array.from({ length: 50 }, () => status(302, { location: path })),
    );
    await assert.rejects(read(hub()), failure("downloadFailed", /without end/));
  });

  it("may not answer without end", async () => {
    server.next.set(path, [(_, response) => void response.writeHead(200).end(Buffer.alloc(17 * 1024 ** 2, " "))]);
    await assert.rejects(read(hub()), failure("downloadFailed", /more than 16777216 bytes/));
  });

  it("can be waited for no longer", async () => {
    const controller = new AbortController();
    server.next.set(path, [() => controller.abort()]);
    const reading = readModelRepository(hub(), { id: "org/mini", revision: "main" }, controller.signal);
    await assert.rejects(reading, failure("cancelled"));
  });

  it("that cannot be reached is told of, with the reason", async () => {
    await assert.rejects(
      read(hub("http://127.0.0.1:9")),
      failure("downloadFailed", /127\.0\.0\.1:9 could not be reached \(ECONNREFUSED\)/),
    );
  });

  it("is Hugging Face's own unless HF_ENDPOINT is an address", () => {
    assert.throws(() => hub("x://"), failure("downloadFailed", /HF_ENDPOINT/));
    const options = { fetchOnce: () => Promise.reject(new Error("not asked")), token: undefined };
    for (const endpoint of [undefined, "", " "]) {
      assert.equal(new Hub({ ...options, endpoint }).url("a/b", "ü"), "https://huggingface.co/a/b/%C3%BC");
    }
    assert.equal(new Hub({ ...options, endpoint: "https://m.example/hf/" }).url("a"), "https://m.example/hf/a");
  });
});
