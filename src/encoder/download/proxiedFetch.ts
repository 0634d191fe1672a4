import http from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import * as l10n from "@vscode/l10n";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { Failure } from "../../protocol/failure.js";
import { proxyFor, type ProxyPreferences } from "./proxyChoice.js";

/** Asks for a URL once, following nothing. @throws Error as Node says it; Failure where the proxy cannot be used */
export type FetchOnce = (url: URL, headers: Headers, signal: AbortSignal) => Promise<Response>;

/** A way to ask for URLs through the proxies that the person prefers or the environment names. */
export function proxiedFetch(
  preferences: ProxyPreferences,
  environment: Readonly<Record<string, string | undefined>>,
): FetchOnce {
  return async (url, headers, signal) => {
    const proxy = proxyFor(url, preferences, environment);
    const agent = proxy === null ? undefined : agentFor(url, proxy, preferences);
    const options = {
      headers: Object.fromEntries(headers),
      signal,
      rejectUnauthorized: preferences.strictCertificates,
      ...(agent && { agent }),
    };
    const message = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = (url.protocol === "https:" ? https : http).request(url, options, resolve);
      request.on("error", reject);
      request.end();
    });
    if (message.statusCode === 407) {
      message.destroy();
      throw new Failure(
        "downloadFailed",
        l10n.t(
          "The proxy {0} asks for a name and a password; put them into http.proxy or http.proxyAuthorization.",
          hostOf(proxy),
        ),
      );
    }
    return responseOf(message);
  };
}

function agentFor(url: URL, proxy: string, { authorization, strictCertificates }: ProxyPreferences): http.Agent {
  if (!/^https?:\/\/[^/]/.test(proxy) || !URL.canParse(proxy)) {
    const kind = /^(\w+):\/\//.exec(proxy)?.[1] ?? "this";
    throw new Failure(
      "downloadFailed",
      l10n.t("A proxy of the kind {0} cannot be used; name one of http:// or https://.", kind),
    );
  }
  const headers = authorization === null ? {} : { "proxy-authorization": authorization };
  const options = { headers, rejectUnauthorized: strictCertificates };
  return url.protocol === "https:" ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options);
}

/** Without what it may say of a name and a password. */
function hostOf(proxy: string | null): string {
  return proxy === null ? "" : new URL(proxy).host;
}

const withoutBody = new Set([204, 205, 304]);

function responseOf(message: http.IncomingMessage): Response {
  const headers = new Headers();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index]!, message.rawHeaders[index + 1]!);
  }
  const status = message.statusCode ?? 0;
  const statusText = /^[\x20-\x7e]*$/.test(message.statusMessage ?? "") ? (message.statusMessage ?? "") : "";
  if (withoutBody.has(status)) message.resume();
  const body = withoutBody.has(status) ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array<ArrayBuffer>>);
  return new Response(body, { status, statusText, headers });
}
