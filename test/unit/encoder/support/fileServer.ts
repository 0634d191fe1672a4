import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request is answered with instead of the file. */
export type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

/** A server of files, with ranges and entity tags as real ones have them; and whatever else a test wants answered. */
export class FileServer {
  readonly files = new Map<string, Buffer>();
  /** By path: what answers the next requests, one each, before the file itself is sent. */
  readonly next = new Map<string, Answer[]>();
  /** `GET /path range` of each request, in order. */
  readonly requests: string[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url!;
    this.requests.push([request.method, path, request.headers.range].filter(Boolean).join(" "));
    const content = this.files.get(path);
    const answer = this.next.get(path)?.shift();
    if (answer) return answer(request, response, content ?? Buffer.alloc(0));
    if (!content) return void response.writeHead(404).end();
    const tag = tagOf(content);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? NaN);
    if (Number.isNaN(start) || request.headers["if-range"] !== tag) {
      response.writeHead(200, { etag: tag, "content-length": content.length });
      return void response.end(request.method === "HEAD" ? undefined : content);
    }
    if (start >= content.length) return void response.writeHead(416).end();
    response.writeHead(206, {
      etag: tag,
      "content-length": content.length - start,
      "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
    });
    response.end(content.subarray(start));
  }
}

/** Sends so many bytes of the file and cuts the connection. */
export function cutAfter(bytes: number): Answer {
  return (_, response, content) => {
    response.writeHead(200, { etag: tagOf(content), "content-length": content.length });
    response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };
}

/** Sends so many bytes of the file and no more, for as long as the other side waits. */
export function stopAfter(bytes: number): Answer {
  return (_, response, content) => {
    response.writeHead(200, { etag: tagOf(content), "content-length": content.length });
    response.write(content.subarray(0, bytes));
  };
}

function tagOf(content: Buffer): string {
  return `"${createHash("sha1").update(content).digest("hex")}"`;
}
