import { gunzipSync } from "node:zlib";
import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { shownName } from "../../attention/shownName.js";
import { shownPath } from "../shownPath.js";
import { Failure } from "../../protocol/failure.js";
import { maximumFeedBytes, stalledDownload } from "../limits.js";
import { firstLine, thrownMessage } from "../thrownMessage.js";

/** A package, and what its feed says of it. */
export interface NugetPackage {
  readonly url: string;
  /** Bytes; null where the feed does not say. */
  readonly size: number | null;
  /** In lower-case hexadecimal digits; null if there is neither a pinned one nor one of the feed's. */
  readonly sha512: string | null;
  /** Whether that is the one that comes with this extension; else it is the feed's own. */
  readonly isPinned: boolean;
}

/** A package, and the SHA-512 that it must have whatever the feed says; undefined if none is known. */
export interface AskedPackage {
  readonly id: string;
  readonly version: string;
  readonly pinned?: string | undefined;
}

export interface FeedOptions {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

const index = v.object({ resources: v.array(v.object({ "@id": v.string(), "@type": v.string() })) });
const versions = v.object({ versions: v.array(v.string()) });
const registration = v.object({ catalogEntry: v.string() });
const catalog = v.object({
  packageHash: v.pipe(v.string(), v.base64()),
  packageHashAlgorithm: v.literal("SHA512"),
  packageSize: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/**
 * Finds a package in a NuGet feed, and the hash that it must have: the pinned one, else that of the feed's catalog.
 *
 * @param indexUrl of a feed that speaks NuGet's protocol of version 3
 * @throws Failure `cancelled`, `downloadFailed`
 */
export async function findPackage(
  indexUrl: string,
  { id, version, pinned }: AskedPackage,
  options: FeedOptions,
): Promise<NugetPackage> {
  const answerOf = <S extends Schema>(url: string, schema: S) => askFeed(indexUrl, url, schema, options);
  const { resources } = await answerOf(indexUrl, index);
  const addressOf = (type: string) => {
    const address = resources.find((resource) => resource["@type"] === type)?.["@id"];
    return address === undefined || address.endsWith("/") ? address : `${address}/`;
  };
  const base = addressOf("PackageBaseAddress/3.0.0");
  if (base === undefined) throw failed(indexUrl, l10n.t("it is no NuGet feed that packages can be taken from"));
  const name = id.toLowerCase();
  const held = await answerOf(`${base}${name}/index.json`, versions);
  if (!held.versions.includes(version)) throw failed(indexUrl, l10n.t("it does not have {0} {1}", id, version));
  const url = `${base}${name}/${version}/${name}.${version}.nupkg`;
  requireSafe(indexUrl, url);
  const registrations = addressOf("RegistrationsBaseUrl/3.6.0") ?? addressOf("RegistrationsBaseUrl");
  const isPinned = pinned !== undefined;
  if (registrations === undefined) return { url, size: null, sha512: pinned ?? null, isPinned };
  const { catalogEntry } = await answerOf(`${registrations}${name}/${version}.json`, registration);
  const { packageHash, packageSize } = await answerOf(catalogEntry, catalog);
  const sha512 = Buffer.from(packageHash, "base64").toString("hex");
  if (isPinned && sha512 !== pinned) {
    throw failed(
      indexUrl,
      l10n.t("its {0} {1} has another SHA-512 than the one that comes with this extension", id, version),
    );
  }
  return { url, size: packageSize, sha512, isPinned };
}

type Schema = v.GenericSchema;

async function askFeed<S extends Schema>(
  indexUrl: string,
  url: string,
  schema: S,
  { fetch, signal }: FeedOptions,
): Promise<v.InferOutput<S>> {
  requireSafe(indexUrl, url);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledDownload)]) });
    if (response.url !== "") requireSafe(indexUrl, response.url);
    if (!response.ok) throw failed(indexUrl, l10n.t("{0} was answered with {1}", shownPath(url), response.status));
    return v.parse(schema, JSON.parse(await boundedText(response)));
  } catch (thrown) {
    if (signal.aborted) throw Failure.cancelled();
    if (thrown instanceof Failure) throw thrown;
    const { cause } = thrown as { cause?: unknown };
    throw failed(
      indexUrl,
      l10n.t("{0} was not answered as expected: {1}", shownPath(url), firstLine(thrownMessage(cause ?? thrown))),
    );
  }
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > maximumFeedBytes) throw new Error(l10n.t("more than {0} bytes", maximumFeedBytes));
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  // Feeds send registrations compressed, asked or not; whether it was unpacked on the way depends on who asked.
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (packed ? gunzipSync(bytes, { maxOutputLength: maximumFeedBytes }) : bytes).toString("utf8");
}

/** An encrypted feed must not lead to where anybody could answer. */
function requireSafe(indexUrl: string, url: string): void {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  if (protocol === "https:" || (protocol === "http:" && indexUrl.startsWith("http:"))) return;
  throw failed(indexUrl, l10n.t("it leads to {0}, which is not encrypted", firstLine(url)));
}

function failed(indexUrl: string, why: string): Failure {
  return new Failure(
    "downloadFailed",
    l10n.t("{0} is of no use as a NuGet feed ({1}); try again later.", shownPath(indexUrl), shownName(why, 500)),
    why,
  );
}
