import { shownName } from "../attention/shownName.js";
import type { Provenance, SourceRange } from "./provenance.js";
import { selectionInWords } from "./selectionInWords.js";
import { stepsInWords } from "./stepsInWords.js";

/** Code points of a name that comes from outside: a file's, an encoder's. */
const LONGEST_NAME = 200;

/**
 * Provenance as lines for a comment, each of one fact, without line breaks, controls or bidi overrides. The tokens are left
 * out.
 */
export function provenanceLines(provenance: Provenance): readonly string[] {
  const { extensionVersion, date, encoder, provider, source, selection } = provenance;
  const { attention, recipe, colours } = stepsInWords(provenance);
  const name = (text: string) => shownName(text, LONGEST_NAME);
  const version = encoder.version === null ? "" : ` ${name(encoder.version)}`;
  return [
    `Attention Inspector ${extensionVersion}; ${date}`,
    `Encoder: ${name(encoder.name)}${version}; SHA-256 ${encoder.sha256 ?? "not known"}; run on ${provider}`,
    `Text: ${[name(source.title), ...source.ranges.map(rangeInWords)].join("; ")}`,
    `Attention: ${attention}`,
    `Recipe: ${recipe}`,
    ...(colours === null ? [] : [`Colours: ${colours}`]),
    ...(selection ? [`Shown: ${selectionInWords(selection)}`] : []),
  ];
}

function rangeInWords({ start, end, firstLine, lastLine }: SourceRange): string {
  const offsets = `UTF-16 offsets ${start} to ${end}`;
  if (firstLine === null || lastLine === null) return offsets;
  return firstLine === lastLine ? `line ${firstLine} (${offsets})` : `lines ${firstLine} to ${lastLine} (${offsets})`;
}
