import { shownName } from "../attention/shownName.js";
import { htmlText } from "./htmlText.js";
import type { Provenance } from "./provenance.js";
import { provenanceJson } from "./provenanceJson.js";
import { provenanceLines } from "./provenanceLines.js";
import { headBlock, type StandaloneDocument } from "./standaloneDocument.js";
import { taggedJson } from "./taggedJson.js";

/** A text of code and its hash, as a content security policy has it: `sha256-…` in base64. */
export interface HashedCode {
  readonly text: string;
  readonly hash: string;
}

/** What every stand-alone page is made of. */
export interface StandaloneCode {
  readonly script: HashedCode;
  readonly style: HashedCode;
  /** What reads traces, in a worker that the page makes of it. */
  readonly reading: string;
}

/** A page in pieces; blocks come between them, or none where they lie in files. */
export interface StandalonePage {
  /** Up to the trace; blocks that the first picture is made of follow. */
  readonly start: string;
  /** Shows what there is so far; the other blocks follow. */
  readonly script: string;
  readonly end: string;
}

/**
 * A page that shows a trace without any host: nothing is loaded from anywhere but, where it is packed as a folder, its own
 * blocks. The person's text is data in it, never HTML.
 *
 * @throws RangeError where code would end the element it stands in
 */
export function standalonePage(document: StandaloneDocument<unknown>, code: StandaloneCode): StandalonePage {
  const { script, style, reading } = code;
  for (const text of [script.text, reading]) if (/<\/script|<!--/i.test(text)) throw new RangeError("code with a tag");
  if (/<\/style/i.test(style.text)) throw new RangeError("a style sheet with a tag");
  const title = shownName(document.title);
  return {
    start: `<!doctype html>
<html lang="${htmlText(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(document, code)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${provenanceMeta(document.provenance)}
<title>${htmlText(title)}</title>
<link rel="icon" href="data:,">
${firstFiles(document)}<style>${style.text}</style>
</head>
<body>
<div id="page"></div>
<script type="application/json" id="trace">${taggedJson(document).replaceAll("<", "\\u003c")}</script>
<script type="text/plain" id="reading">${reading}</script>
`,
    script: `<script>${script.text}</script>
`,
    end: `</body>
</html>
`,
  };
}

/** A block in the page. @param base64 of its bytes, deflated (zlib) */
export function blockElement(name: string, base64: string): string {
  return `<script type="application/octet-stream" id="block-${name}">${base64}</script>\n`;
}

/** Where a block lies beside the page of a folder. */
export function blockFile(name: string): string {
  return `heads/${name}.bin`;
}

/** Has a browser fetch what the first picture is made of while it still reads the page. */
function firstFiles({ packaging, thumbnails, heads }: StandaloneDocument<unknown>): string {
  if (packaging === "page") return "";
  const [first] = thumbnails;
  const [head] = heads;
  const names = [...(first ? [first.block] : []), ...(head ? [headBlock(head)] : [])];
  return names.map((name) => `<link rel="preload" as="fetch" crossorigin href="${blockFile(name)}">\n`).join("");
}

function policy({ packaging }: StandaloneDocument<unknown>, { script, style }: StandaloneCode): string {
  return [
    "default-src 'none'",
    `script-src '${script.hash}'`,
    `style-src '${style.hash}'`,
    "img-src data:",
    "worker-src blob:",
    `connect-src ${packaging === "folder" ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function provenanceMeta(provenance: Provenance): string {
  const lines = provenanceLines(provenance);
  return [
    `<meta name="generator" content="Attention Inspector ${htmlText(provenance.extensionVersion)}">`,
    `<meta name="description" content="${htmlText(lines.join(" — "))}">`,
    `<meta name="attention-inspector-provenance" content="${htmlText(provenanceJson(provenance))}">`,
  ].join("\n");
}
