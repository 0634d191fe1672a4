import { blockFile } from "../../src/export/standalonePage.js";
import { Failure } from "../../src/protocol/failure.js";
import { fill, labels } from "../labels.js";
import type { PackedBlock } from "./packedBlock.js";

/** Gives a page's blocks by their names. */
export type Blocks = (name: string) => Promise<PackedBlock>;

/** Blocks that stand in the page, which may not have been read to its end yet. */
export async function blockInPage(name: string): Promise<PackedBlock> {
  for (;;) {
    const element = document.getElementById(`block-${name}`);
    const readToEnd = document.readyState !== "loading";
    // What comes after it tells that all of it has come.
    if (element && (readToEnd || element.nextSibling)) return element.textContent;
    if (readToEnd) throw missing(name);
    await morePage();
  }
}

/** Blocks in files beside the page. */
export async function blockInFile(name: string): Promise<PackedBlock> {
  const response = await fetch(new URL(blockFile(name), document.baseURI)).catch(() => null);
  if (!response?.ok) throw missing(name);
  return new Uint8Array(await response.arrayBuffer());
}

function missing(name: string): Failure {
  return new Failure("traceGone", fill(labels.standalone.blockMissing, { file: blockFile(name) }));
}

/** Waits until more of the page has been read. */
function morePage(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      document.removeEventListener("readystatechange", done);
      resolve();
    };
    const observer = new MutationObserver(done);
    observer.observe(document.body, { childList: true });
    document.addEventListener("readystatechange", done);
  });
}
