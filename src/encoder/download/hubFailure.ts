import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";

/** What to tell of an answer that refuses for good; null where it gives something, or may do so when asked again. */
export function hubFailure(response: Response, { host }: URL, withToken: boolean): Failure | null {
  const { status } = response;
  const code = response.headers.get("x-error-code");
  const failed = (message: string) => new Failure("downloadFailed", message, `HTTP ${status} ${code ?? ""}`.trim());
  if (code === "GatedRepo" || status === 403) {
    return failed(
      withToken
        ? l10n.t(
            "{0} lets only those read this model who accepted its terms on its page; accept them and check that HF_TOKEN may read it.",
            host,
          )
        : l10n.t(
            "{0} lets only those read this model who accepted its terms on its page; accept them and set HF_TOKEN.",
            host,
          ),
    );
  }
  if (code === "RevisionNotFound") {
    return failed(l10n.t("{0} has this model, but not this revision; check what stands after @.", host));
  }
  if (code === "EntryNotFound") return failed(l10n.t("{0} no longer has this file; choose the model anew.", host));
  if (status === 401) {
    return failed(
      withToken
        ? l10n.t(
            "{0} has no such model, or it is private; check its name, and to read private ones the one in HF_TOKEN is not allowed to.",
            host,
          )
        : l10n.t(
            "{0} has no such model, or it is private; check its name, and to read private ones set HF_TOKEN to a token that may.",
            host,
          ),
    );
  }
  if (status === 404) return failed(l10n.t("{0} has no such model or revision; check the name.", host));
  return null;
}

/** What to tell of an answer that gives nothing now. */
export function unansweredFailure({ status, headers }: Response, { host }: URL): Failure {
  const wait = /^\d{1,5}$/.exec(headers.get("retry-after") ?? "")?.[0];
  const failed = (message: string) => new Failure("downloadFailed", message, `HTTP ${status}`);
  if (status !== 429) {
    return failed(l10n.t("{0} answered {1} instead of telling of the model; try again later.", host, status));
  }
  return failed(
    wait === undefined
      ? l10n.t("{0} takes no more requests from here for now; try again later.", host)
      : l10n.t("{0} takes no more requests from here for now; try again in {1} seconds.", host, wait),
  );
}

/** What to tell of a connection that came to nothing. */
export function unreachableFailure(thrown: unknown, { host }: URL): Failure {
  const { code } = thrown as { code?: unknown };
  const why = typeof code === "string" ? code : firstLine(thrownMessage(thrown)).replace(/[.\s]+$/, "");
  return new Failure(
    "downloadFailed",
    l10n.t(
      "{0} could not be reached ({1}); check the network and http.proxy, or set HF_ENDPOINT to a mirror.",
      host,
      why,
    ),
    thrownMessage(thrown),
  );
}
