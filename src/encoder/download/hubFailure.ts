import { Failure } from "../../protocol/failure.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";

/** What to tell of an answer that refuses for good; null where it gives something, or may do so when asked again. */
export function hubFailure(response: Response, { host }: URL, withToken: boolean): Failure | null {
  const { status } = response;
  const code = response.headers.get("x-error-code");
  const failed = (message: string) => new Failure("downloadFailed", message, `HTTP ${status} ${code ?? ""}`.trim());
  const token = withToken ? "the one in HF_TOKEN is not allowed to" : "set HF_TOKEN to a token that may";
  if (code === "GatedRepo" || status === 403) {
    return failed(
      `${host} lets only those read this model who accepted its terms on its page; accept them and ${withToken ? "check that HF_TOKEN may read it" : "set HF_TOKEN"}.`,
    );
  }
  if (code === "RevisionNotFound")
    return failed(`${host} has this model, but not this revision; check what stands after @.`);
  if (code === "EntryNotFound") return failed(`${host} no longer has this file; choose the model anew.`);
  if (status === 401)
    return failed(`${host} has no such model, or it is private; check its name, and to read private ones ${token}.`);
  if (status === 404) return failed(`${host} has no such model or revision; check the name.`);
  return null;
}

/** What to tell of an answer that gives nothing now. */
export function unansweredFailure({ status, headers }: Response, { host }: URL): Failure {
  const wait = /^\d{1,5}$/.exec(headers.get("retry-after") ?? "")?.[0];
  const message =
    status === 429
      ? `${host} takes no more requests from here for now; try again ${wait === undefined ? "later" : `in ${wait} seconds`}.`
      : `${host} answered ${status} instead of telling of the model; try again later.`;
  return new Failure("downloadFailed", message, `HTTP ${status}`);
}

/** What to tell of a connection that came to nothing. */
export function unreachableFailure(thrown: unknown, { host }: URL): Failure {
  const { code } = thrown as { code?: unknown };
  const why = typeof code === "string" ? code : firstLine(thrownMessage(thrown)).replace(/[.\s]+$/, "");
  return new Failure(
    "downloadFailed",
    `${host} could not be reached (${why}); check the network and http.proxy, or set HF_ENDPOINT to a mirror.`,
    thrownMessage(thrown),
  );
}
