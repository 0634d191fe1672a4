import type { AttentionGroup } from "../attention/attentionGroup.js";
import { isInvisible } from "../attention/invisible.js";
import type { HeadSet } from "../attention/headSet.js";
import { exportFormats, type ExportFormat } from "./exportFormats.js";
import { longestFileName } from "./limits.js";

/** What Windows has no files of, whatever their extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** What some file system takes for something else than a letter of a name. */
const UNFIT = /[\\/:*?"<>|]/;

/** The heads that a name says: of one map, or all of a group, each by itself. */
export type HeadsInName = HeadSet | { readonly group: AttentionGroup; readonly heads: "all" };

/** What an exported file is first called: what it was made of, its layer and head, counted from 1, as "coffee-L2-H4.svg". */
export function fileName(title: string, heads: HeadsInName, format: ExportFormat): string {
  return `${stem(title)}${headsInName(heads)}.${exportFormats[format].extension}`;
}

function stem(title: string): string {
  const fit = Array.from(title, (character) => (UNFIT.test(character) || isInvisible(character) ? "-" : character));
  const name = fit
    .join("")
    .replace(/(?<=[^.\s])\.[^.\s]{1,8}$/u, "")
    .replaceAll(/[\s-]+/g, "-");
  const short = Array.from(name).slice(0, longestFileName).join("");
  // A dot at the beginning hides a file, and one at the end is lost on Windows.
  const trimmed = short.replaceAll(/^[-.]+|[-.]+$/g, "");
  return trimmed === "" || RESERVED.test(trimmed) ? "attention" : trimmed;
}

function headsInName(named: HeadsInName): string {
  const of = named.group === "encoder" ? "" : `-${named.group}`;
  if (named.heads === "all") return `${of}-all-heads`;
  const { heads, combine } = named;
  const [first] = heads;
  if (heads.length === 1 && first) return `${of}-L${first.layer + 1}-H${first.head + 1}`;
  return `${of}-${combine}-of-${heads.length}-heads`;
}
