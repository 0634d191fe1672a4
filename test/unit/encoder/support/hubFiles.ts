import { createHash } from "node:crypto";
import type { FileServer } from "./fileServer.js";

export const commit = "c".repeat(40);

export interface HubFile {
  readonly content: Buffer;
  /** Large files are known by SHA-256, small ones by Git's hash. */
  readonly large?: boolean;
}

/** Puts a model on a server as the Hugging Face hub has it; `change` spoils what it tells. */
export function putModel(
  server: FileServer,
  id: string,
  files: Readonly<Record<string, HubFile>>,
  change: (answer: { siblings: Record<string, unknown>[]; [key: string]: unknown }) => void = () => undefined,
): void {
  const siblings = Object.entries(files).map(([rfilename, { content, large }]) => {
    server.files.set(`/${id}/resolve/${commit}/${rfilename}`, content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const blob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
    const size = content.length;
    return large
      ? { rfilename, size, blobId: "d".repeat(40), lfs: { sha256, size, pointerSize: 130 } }
      : { rfilename, size, blobId: blob };
  });
  const answer = {
    id,
    sha: commit,
    gated: false,
    tags: ["onnx", "license:mit"],
    cardData: { license: "mit" },
    siblings,
  };
  change(answer);
  server.files.set(`/api/models/${id}/revision/main?blobs=true`, Buffer.from(JSON.stringify(answer)));
}
