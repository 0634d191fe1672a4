import { isInvisible, named } from "./invisible.js";

/** Where a text is shown to a person; each place gives a meaning of its own to some characters. */
export type Place =
  | "notification"
  | "progress"
  | "dialog"
  | "picker"
  | "inputBox"
  | "statusBar"
  | "tooltip"
  | "tab"
  | "hover"
  | "page"
  | "log"
  | "terminal";

interface Encoding {
  /** Code points of the result at most, the "…" for what is left out among them. */
  readonly longest: number;
  /** True if the place shows lines; elsewhere white space that ends a line becomes one space. */
  readonly lines?: true;
  /** True if the place turns `[text](command:…)` into a link that runs a command when it is clicked. */
  readonly links?: true;
  /** True if the place draws `$(name)` as an icon. */
  readonly icons?: true;
  /** True if the place reads Markdown. */
  readonly markdown?: true;
}

const encodings: Readonly<Record<Place, Encoding>> = {
  // VS Code cuts a notification at 1,000 code units, and with it the end that says what to do.
  notification: { longest: 600, links: true, icons: true },
  progress: { longest: 200, links: true, icons: true },
  dialog: { longest: 2_000, lines: true, links: true, icons: true },
  picker: { longest: 300, links: true, icons: true },
  inputBox: { longest: 300, links: true, icons: true },
  statusBar: { longest: 80, links: true, icons: true },
  tooltip: { longest: 600, links: true, icons: true },
  tab: { longest: 80 },
  hover: { longest: 200, markdown: true, icons: true },
  page: { longest: 2_000 },
  log: { longest: 20_000, lines: true },
  terminal: { longest: 2_000 },
};

/** White space that ends or leaves a line, with what stands around it. */
const lineEnds = /\s*[\t\n\v\f\r\u0085\u2028\u2029]\s*/g;

/**
 * A sentence, a name or a log entry as it can safely be shown in a place: whatever of it others chose (a name from a file,
 * a server's answer) cannot run a command, draw an icon, turn the direction of the text or fill the screen. The middle of
 * a long text is left out, so that the end of a sentence, which says what to do, stays.
 *
 * Encode once, where the text is shown; what is encoded for one place is not for another.
 */
export function encodeFor(place: Place, text: string): string {
  const { longest, lines, links, icons, markdown } = encodings[place];
  const oneLine = lines
    ? text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    : shortened(text, longest).replace(lineEnds, " ");
  let encoded = shortened(visible(shortened(oneLine, longest)), longest);
  if (links) encoded = encoded.replace(/\](?=\()/g, "] ");
  if (icons) encoded = encoded.replace(/\$(?=\()/g, "$ ");
  // Markdown takes a backslash before ASCII punctuation as that character itself.
  if (markdown) encoded = encoded.replace(/[!-/:-@[-`{-~]/g, "\\$&");
  // A forged entry would begin at the start of a line.
  if (place === "log") encoded = encoded.replaceAll("\n", "\n    ");
  return encoded;
}

/** Controls, bidi overrides and other invisible characters by their code points; lines end as they do. */
function visible(text: string): string {
  return Array.from(text, (character) => {
    return character !== "\n" && isInvisible(character) ? named(character) : character;
  }).join("");
}

function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const tail = Math.floor((longest - 1) / 3);
  // A code point has at most two units; one more, for the first may be the half of one.
  const head = Array.from(text.slice(0, 2 * longest + 1));
  if (head.length <= longest) return text;
  const end = Array.from(text.slice(-2 * tail - 1)).slice(-tail);
  return `${head.slice(0, longest - 1 - tail).join("")}…${end.join("")}`;
}
