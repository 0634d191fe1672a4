import * as l10n from "@vscode/l10n";
import { maximumRedirects } from "../limits.js";
import type { FetchOnce } from "./proxiedFetch.js";

const redirections = new Set([301, 302, 303, 307, 308]);

/** `fetch` for GET made of one that follows nothing: follows redirects, but never from https to http. */
export function followingFetch(fetchOnce: FetchOnce): typeof fetch {
  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const signal = init.signal ?? new AbortController().signal;
    for (let redirects = 0; redirects <= maximumRedirects; redirects++) {
      const headers = new Headers(init.headers);
      headers.set("user-agent", "attention-inspector");
      const response = await fetchOnce(url, headers, signal);
      const location = response.headers.get("location");
      if (!redirections.has(response.status) || location === null) return response;
      await response.body?.cancel();
      const next = new URL(location, url);
      if (url.protocol === "https:" && next.protocol !== "https:") {
        throw new Error(l10n.t("{0} leads to an address without encryption, which is not followed", url.host));
      }
      url = next;
    }
    throw new Error(l10n.t("{0} leads from one address to the next without end", url.host));
  };
}
