import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as l10n from "@vscode/l10n";
import { openPromise, type ZipFile } from "yauzl";

/**
 * Takes files out of a zip archive, each under a name that we chose: none of the archive's own names becomes a path.
 *
 * @param names by entry, what to call it in the folder
 * @param maximumBytes of one unpacked file, whatever the archive says
 * @throws Error what is wrong with the archive; as the file system does
 */
export async function unpackEntries(
  archive: string,
  names: ReadonlyMap<string, string>,
  folder: string,
  { maximumBytes, signal }: { readonly maximumBytes: number; readonly signal: AbortSignal },
): Promise<void> {
  const zip: ZipFile = await openPromise(archive, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  const missing = new Set(names.keys());
  try {
    for await (const entry of zip.eachEntry()) {
      const name = names.get(entry.fileName);
      if (name === undefined) continue;
      if (!missing.delete(entry.fileName)) throw new Error(l10n.t("it has {0} twice", entry.fileName));
      if (entry.uncompressedSize > maximumBytes) {
        throw new Error(
          l10n.t("{0} has {1} bytes, and at most {2} are taken", entry.fileName, entry.uncompressedSize, maximumBytes),
        );
      }
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(join(folder, name), { flags: "wx", mode: 0o755 }), { signal });
      if (missing.size === 0) return;
    }
  } finally {
    zip.close();
  }
  if (missing.size > 0) throw new Error(l10n.t("it is without {0}", [...missing].join(", ")));
}
