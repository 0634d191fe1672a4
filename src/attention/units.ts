import type { Merge } from "./recipe.js";
import { isSpecial, type Tokens } from "./tokens.js";

/** What the rows or the columns of a map stand for: tokens, or words, identifiers or lines made of them. */
export interface Units {
  /** `[N]` the unit of each token; -1 for a token that is left out. */
  readonly unitOf: Int32Array;
  /** `[units]` the first token of each unit. */
  readonly firsts: Int32Array;
  /** `[units]` how many tokens each unit has, one after the other. */
  readonly counts: Int32Array;
}

/**
 * The units of one side's tokens. Special tokens are units of their own, or left out; where no token stands for text, as
 * those that a decoder was given, none is special.
 *
 * Words are runs of letters, marks and digits, parted where a small letter meets a capital; identifiers run on over
 * capitals, `_` and `$`; any other sign is a word of its own. A token that reaches into two words joins them.
 *
 * @param segments the texts that the tokens' offsets count in
 */
export function unitsOf(tokens: Tokens, segments: readonly string[], dropSpecial: boolean, merge: Merge): Units {
  const n = tokens.ids.length;
  const anyText = hasText(tokens);
  const unitOf = new Int32Array(n).fill(-1);
  const firsts: number[] = [];
  const counts: number[] = [];
  const joins = joiner(tokens, segments, merge);
  let open = -1;
  for (let token = 0; token < n; token++) {
    const special = anyText && isSpecial(tokens, token);
    if (special && dropSpecial) {
      open = -1;
      continue;
    }
    if (open >= 0 && !special && joins(token)) counts[open]!++;
    else {
      firsts.push(token);
      counts.push(1);
    }
    unitOf[token] = firsts.length - 1;
    open = special ? -1 : firsts.length - 1;
  }
  return { unitOf, firsts: Int32Array.from(firsts), counts: Int32Array.from(counts) };
}

/** Whether any token stands for text; where none does, as those that a decoder was given, none is taken for special. */
export function hasText(tokens: Tokens): boolean {
  return tokens.segments.some((segment) => segment >= 0);
}

/** Tells whether a token goes on with the unit of the token before it, which stands for text. */
function joiner(tokens: Tokens, segments: readonly string[], merge: Merge): (token: number) => boolean {
  const { starts, ends, segments: of } = tokens;
  if (merge === "tokens") return () => false;
  const joinsText = (token: number, joined: (text: string, before: number, at: number) => boolean) => {
    const text = segments[of[token]!];
    if (text === undefined || of[token] !== of[token - 1]) return false;
    return joined(text, token - 1, token);
  };
  if (merge === "lines") {
    const inkStart = (text: string, token: number) => startOfInk(text, starts[token]!, ends[token]!);
    return (token) =>
      joinsText(token, (text, before, at) => !text.slice(inkStart(text, before), inkStart(text, at)).includes("\n"));
  }
  const runs = merge === "words" ? goesOnInWord : goesOnInIdentifier;
  return (token) =>
    joinsText(token, (text, before, at) => {
      // Parts of one character bear its whole range.
      if (starts[at]! < ends[before]!) return true;
      // A mark that stands for nothing of the text begins the word after it.
      if (starts[before] === ends[before] && starts[at] === ends[before]) return true;
      return starts[at] === ends[before] && runs(lastCharacter(text, ends[before]!), firstCharacter(text, starts[at]!));
    });
}

const WORD = /[\p{L}\p{M}\p{N}]/u;
const IDENTIFIER = /[\p{L}\p{M}\p{N}_$]/u;

function goesOnInWord(before: string, after: string): boolean {
  return WORD.test(before) && WORD.test(after) && !(/\p{Ll}/u.test(before) && /\p{Lu}/u.test(after));
}

function goesOnInIdentifier(before: string, after: string): boolean {
  return IDENTIFIER.test(before) && IDENTIFIER.test(after);
}

/** Where a token's text begins after its white space: a line break before it belongs to the line above. */
function startOfInk(text: string, start: number, end: number): number {
  const ink = text.slice(start, end).search(/\S/);
  return ink < 0 ? start : start + ink;
}

function lastCharacter(text: string, end: number): string {
  return Array.from(text.slice(Math.max(0, end - 2), end)).at(-1) ?? "";
}

function firstCharacter(text: string, start: number): string {
  const point = text.codePointAt(start);
  return point === undefined ? "" : String.fromCodePoint(point);
}
