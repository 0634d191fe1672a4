import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { shownName } from "../../attention/shownName.js";
import { Failure } from "../../protocol/failure.js";
import { hubAnswerTimeout, maximumHubAnswerBytes, maximumRepositoryFiles } from "../limits.js";
import type { Hub } from "./hub.js";
import { unansweredFailure, unreachableFailure } from "./hubFailure.js";
import type { ModelReference } from "./modelReference.js";
import { isPlainPath } from "./plainPath.js";
import type { ExpectedHash } from "./resumableDownload.js";

export interface RepositoryFile {
  /** Relative, with `/`; leads nowhere else. */
  readonly path: string;
  readonly bytes: number;
  /** null where the hub says none. */
  readonly hash: ExpectedHash | null;
}

/** A model's files at one commit. */
export interface ModelRepository extends ModelReference {
  readonly commit: string;
  /** "apache-2.0"; null where the model says none. */
  readonly licence: string | null;
  readonly files: readonly RepositoryFile[];
}

const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));

const answer = v.object({
  sha: hex(40),
  tags: v.fallback(v.array(v.string()), []),
  cardData: v.nullish(v.object({ license: v.fallback(v.optional(v.string()), undefined) })),
  siblings: v.pipe(
    v.array(
      v.object({
        rfilename: v.string(),
        size: v.nullish(size),
        blobId: v.nullish(hex(40)),
        lfs: v.nullish(v.object({ sha256: hex(64), size })),
      }),
    ),
    v.maxLength(maximumRepositoryFiles),
  ),
});

/**
 * Asks the hub which files a model has.
 *
 * @throws Failure `downloadFailed`, `cancelled`
 */
export async function readModelRepository(
  hub: Hub,
  model: ModelReference,
  signal: AbortSignal,
): Promise<ModelRepository> {
  const url = `${hub.url("api", "models", model.id, "revision")}/${encodeURIComponent(model.revision)}?blobs=true`;
  const text = await ask(hub, url, signal);
  const read = v.safeParse(answer, parsed(text));
  if (!read.success) {
    const why = `${v.getDotPath(read.issues[0]) ?? ""}: ${read.issues[0].message}`;
    throw new Failure(
      "downloadFailed",
      l10n.t("{0} does not answer as a Hugging Face hub does; check HF_ENDPOINT.", hub.endpoint.host),
      why,
    );
  }
  const { sha, tags, cardData, siblings } = read.output;
  const hostile = siblings.find(({ rfilename }) => !isPlainPath(rfilename));
  if (hostile) {
    const name = shownName(hostile.rfilename);
    throw new Failure(
      "downloadFailed",
      l10n.t(
        "{0} names a file that would lie outside its folder ({1}); nothing of it is downloaded.",
        shownName(model.id),
        name,
      ),
    );
  }
  const licence = cardData?.license ?? tags.find((tag) => tag.startsWith("license:"))?.slice("license:".length) ?? null;
  const files = siblings.map(({ rfilename, size: bytes, blobId, lfs }): RepositoryFile => {
    const whole = lfs?.size ?? bytes ?? 0;
    if (lfs) return { path: rfilename, bytes: whole, hash: { algorithm: "sha256", digest: lfs.sha256 } };
    // Git names a file by the hash of this and its content.
    const git = { algorithm: "sha1", prefix: `blob ${whole}\0` } as const;
    return { path: rfilename, bytes: whole, hash: blobId ? { ...git, digest: blobId } : null };
  });
  return { ...model, commit: sha, licence, files };
}

async function ask(hub: Hub, url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await hub.fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(hubAnswerTimeout)]) });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unansweredFailure(response, hub.endpoint);
    }
    return await textOf(response, hub.endpoint);
  } catch (thrown) {
    if (signal.aborted) throw Failure.cancelled();
    throw thrown instanceof Failure ? thrown : unreachableFailure(thrown, hub.endpoint);
  }
}

async function textOf(response: Response, { host }: URL): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > maximumHubAnswerBytes) {
      throw new Failure(
        "downloadFailed",
        l10n.t("{0} answers with more than {1} bytes; check HF_ENDPOINT.", host, maximumHubAnswerBytes),
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
