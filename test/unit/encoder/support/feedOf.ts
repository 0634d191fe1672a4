import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { cudaPackage } from "../../../../src/encoder/cuda/cudaPackage.js";
import type { FileServer } from "./fileServer.js";

const { id, version } = cudaPackage;
const name = id.toLowerCase();

/** Where the package lies on a server that `serveFeed` made a feed. */
export const packagePath = `/flat/${name}/${version}/${name}.${version}.nupkg`;

/** Makes a server a NuGet feed that has the CUDA package with this content, and says of it what such feeds say. */
export function serveFeed(server: FileServer, content: Buffer): void {
  const serve = (path: string, answer: object) => server.files.set(path, Buffer.from(JSON.stringify(answer)));
  const { address } = server;
  serve("/index.json", {
    version: "3.0.0",
    resources: [
      { "@id": `${address}/search`, "@type": "SearchQueryService" },
      { "@id": `${address}/flat/`, "@type": "PackageBaseAddress/3.0.0" },
      { "@id": `${address}/registration`, "@type": "RegistrationsBaseUrl/3.6.0" },
    ],
  });
  serve(`/flat/${name}/index.json`, { versions: ["1.29.0", version] });
  const leaf = JSON.stringify({ catalogEntry: `${address}/catalog/1.json`, listed: true });
  server.files.set(`/registration/${name}/${version}.json`, gzipSync(leaf));
  serve("/catalog/1.json", {
    id,
    packageHash: createHash("sha512").update(content).digest("base64"),
    packageHashAlgorithm: "SHA512",
    packageSize: content.length,
  });
  server.files.set(packagePath, content);
}
