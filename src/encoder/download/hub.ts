import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";
import { maximumRedirects } from "../limits.js";
import { hubFailure } from "./hubFailure.js";
import type { FetchOnce } from "./proxiedFetch.js";

export interface HubOptions {
  readonly fetchOnce: FetchOnce;
  /** `HF_ENDPOINT`; undefined or "" is Hugging Face's own. */
  readonly endpoint: string | undefined;
  /** `HF_TOKEN`: sent to the endpoint's host alone. */
  readonly token: string | undefined;
}

const redirections = new Set([301, 302, 303, 307, 308]);

/** The Hugging Face hub, or a mirror of it. */
export class Hub {
  readonly endpoint: URL;
  readonly #fetchOnce: FetchOnce;
  readonly #token: string;

  /** @throws Failure `downloadFailed` where the endpoint is no address */
  constructor({ fetchOnce, endpoint, token }: HubOptions) {
    const address = endpoint?.trim() ? endpoint.trim() : "https://huggingface.co";
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !["http:", "https:"].includes(url.protocol)) {
      throw new Failure(
        "downloadFailed",
        l10n.t("HF_ENDPOINT is not an address of http:// or https://; correct it or unset it."),
      );
    }
    this.endpoint = url;
    this.#fetchOnce = fetchOnce;
    this.#token = token?.trim() ?? "";
  }

  /** The address of something on it; the segments are escaped here. */
  url(...segments: readonly string[]): string {
    const path = segments.flatMap((segment) => segment.split("/").map(encodeURIComponent)).join("/");
    return `${this.endpoint.origin}${this.endpoint.pathname.replace(/\/+$/, "")}/${path}`;
  }

  /**
   * As the global `fetch` for GET: follows redirects, but takes the token to no other host and never leaves https.
   *
   * @throws Failure where the hub refuses (401, 403, 404); otherwise what the connection throws
   */
  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    let url = new URL(input instanceof Request ? input.url : input);
    const signal = init.signal ?? new AbortController().signal;
    for (let redirects = 0; redirects <= maximumRedirects; redirects++) {
      const headers = new Headers(init.headers);
      headers.set("user-agent", "attention-inspector");
      if (this.#token !== "" && url.origin === this.endpoint.origin) {
        headers.set("authorization", `Bearer ${this.#token}`);
      }
      const response = await this.#fetchOnce(url, headers, signal);
      const location = response.headers.get("location");
      if (!redirections.has(response.status) || location === null) {
        const failure = hubFailure(response, url, this.#token !== "");
        if (failure === null) return response;
        await response.body?.cancel();
        throw failure;
      }
      await response.body?.cancel();
      url = followed(url, location);
    }
    throw new Failure(
      "downloadFailed",
      l10n.t("{0} leads from one address to the next without end; try again later.", this.endpoint.host),
    );
  };
}

function followed(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (to === null || !["http:", "https:"].includes(to.protocol)) {
    throw new Failure("downloadFailed", l10n.t("{0} leads to an address that is none; try again later.", from.host));
  }
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new Failure(
      "downloadFailed",
      l10n.t("{0} leads to an address without encryption; it is not followed.", from.host),
    );
  }
  return to;
}
