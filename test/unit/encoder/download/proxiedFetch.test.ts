import assert from "node:assert/strict";
import { createServer, request as requestOf, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { proxiedFetch } from "../../../../src/encoder/download/proxiedFetch.js";
import { proxyFor, type ProxyPreferences } from "../../../../src/encoder/download/proxyChoice.js";
import { failure } from "../support/failures.js";
import { FileServer } from "../support/fileServer.js";

const none: ProxyPreferences = { proxy: null, noProxy: null, authorization: null, strictCertificates: true };

describe("the choice of a proxy", () => {
  for (const [url, preferences, environment, expected] of [
    ["https://hub.org", {}, {}, null],
    ["https://hub.org", {}, { HTTPS_PROXY: "http://a:1", HTTP_PROXY: "http://b:2" }, "http://a:1"],
    ["http://hub.org", {}, { HTTPS_PROXY: "http://a:1", http_proxy: "b:2" }, "http://b:2"],
    ["https://hub.org", {}, { ALL_PROXY: "http://c:3" }, "http://c:3"],
    ["https://hub.org", { proxy: "http://set:9" }, { HTTPS_PROXY: "http://a:1" }, "http://set:9"],
    ["https://hub.org", { proxy: "" }, { HTTPS_PROXY: "http://a:1" }, null],
    ["https://hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "x, hub.org" }, null],
    ["https://cdn.hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: ".hub.org" }, null],
    ["https://cdn.hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "*.hub.org" }, null],
    ["https://nothub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "hub.org" }, "http://a:1"],
    ["https://hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "hub.org:8443" }, "http://a:1"],
    ["https://hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "hub.org:443" }, null],
    ["https://hub.org", {}, { HTTPS_PROXY: "http://a:1", NO_PROXY: "*" }, null],
    ["https://hub.org", { noProxy: ["other.org"] }, { HTTPS_PROXY: "http://a:1", NO_PROXY: "*" }, "http://a:1"],
    ["http://[::1]:80", {}, { HTTP_PROXY: "http://a:1", NO_PROXY: "[::1]" }, null],
  ] as const) {
    it(`is ${expected} for ${url}, ${JSON.stringify(preferences)}, ${JSON.stringify(environment)}`, () => {
      assert.equal(proxyFor(new URL(url), { ...none, ...preferences }, environment), expected);
    });
  }
});

describe("a request through a proxy", () => {
  const files = new FileServer();
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  let proxy: Server;
  let address = "";
  let refuse: number | null = null;

  before(async () => {
    await files.start();
    files.files.set("/a", Buffer.from("content"));
    proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
      if (refuse !== null) return void response.writeHead(refuse).end();
      requestOf(request.url!, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      }).end();
    });
    proxy.on("connect", (request, socket: Socket) => {
      seen.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
      if (refuse !== null) return void socket.end(`HTTP/1.1 ${refuse} Refused\r\n\r\n`);
      const [, port] = request.url!.split(":");
      const out = connect(Number(port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connected\r\n\r\n");
        out.pipe(socket).pipe(out);
      });
      for (const end of [out, socket]) {
        sockets.add(end);
        end.on("error", () => undefined);
      }
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    proxy.closeAllConnections();
    proxy.close();
    await files.stop();
  });
  beforeEach(() => {
    seen.length = 0;
    refuse = null;
  });

  const ask = (url: string, changes: Partial<ProxyPreferences> = {}, environment: Record<string, string> = {}) =>
    proxiedFetch({ ...none, ...changes }, environment)(new URL(url), new Headers(), AbortSignal.timeout(5000));

  it("goes to the preferred one, which is told the authorization", async () => {
    const response = await ask(`${files.address}/a`, { proxy: address, authorization: "Basic eA==" });
    assert.equal(await response.text(), "content");
    assert.deepEqual(seen, [`GET ${files.address}/a Basic eA==`]);
  });

  it("goes to the one that the environment names, with the password in its address", async () => {
    const response = await ask(`${files.address}/a`, {}, { HTTP_PROXY: address.replace("//", "//ada:pass@") });
    assert.equal(response.status, 200);
    assert.deepEqual(seen, [`GET ${files.address}/a Basic ${Buffer.from("ada:pass").toString("base64")}`]);
  });

  it("goes past it where it is exempt", async () => {
    await ask(`${files.address}/a`, {}, { HTTP_PROXY: address, NO_PROXY: "127.0.0.1" });
    assert.deepEqual(seen, []);
  });

  it("makes a tunnel for https", async () => {
    // The server at the tunnel's end speaks no TLS: it is the tunnel that is looked at.
    const url = files.address.replace("http:", "https:");
    await assert.rejects(ask(`${url}/a`, { proxy: address }));
    assert.deepEqual(seen, [`CONNECT ${new URL(url).host}`]);
  });

  for (const scheme of ["http", "https"]) {
    it(`says that a password is asked for, over ${scheme}`, async () => {
      refuse = 407;
      const url = files.address.replace("http", scheme);
      const asking = ask(`${url}/a`, { proxy: address });
      await assert.rejects(asking, failure("downloadFailed", /asks for a name and a password/));
    });
  }

  it("says that a proxy of another kind cannot be used", async () => {
    const asking = ask(files.address, { proxy: "socks5://127.0.0.1:1" });
    await assert.rejects(asking, failure("downloadFailed", /the kind socks5 cannot be used/));
  });
});
