import { shownName } from "../../../src/attention/shownName.js";
import { characterEnd, shownCharacters, SIGNS } from "./shownCharacters.js";
import type { ShownPiece, ShownSpan, ShownText } from "./shownText.js";

/** UTF-16 units of a stretch that the encoder did not read: enough to see where it goes on; a file may follow. */
const MOST_UNREAD = 1000;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

type Open = { -readonly [K in keyof ShownPiece]: ShownPiece[K] };

/** Writes a side's text from its units, which come in the order of the sequence. */
export class ShownTextBuilder {
  readonly #segments: readonly string[];
  readonly #pieces: Open[] = [];
  readonly #blocks: number[][] = [[]];
  readonly #spans: ShownSpan[] = [];
  readonly #uncovered: ShownSpan[] = [];
  readonly #signs: ShownSpan[] = [];
  #unread = false;
  #segment = -1;
  /** How far the segment is written. */
  #at = 0;
  /** Which part of the last character the last unit was. */
  #part = 0;

  constructor(segments: readonly string[]) {
    this.#segments = segments;
  }

  /**
   * A unit of a segment's text.
   *
   * @param name what is written if the unit stands for nothing of the text
   */
  addUnit(segment: number, [start, end]: readonly [start: number, end: number], unit: number, name: string): void {
    if (segment !== this.#segment) this.#begin(segment);
    const text = this.#segments[segment]!;
    if (start > this.#at) this.#leave(text, start);
    const to = characterEnd(text, end);
    const own = text.slice(this.#at, to);
    if (to > this.#at) {
      this.#part = 1;
      // Beside letters, which are painted, no sign is needed.
      this.#write("text", shownCharacters(own, own.trim() === ""), unit);
      this.#at = to;
    } else if (start === end) this.#write("text", shownName(name), unit);
    else this.#write("text", subscript(++this.#part), unit);
  }

  /** A special token. */
  addSpecial(name: string, unit: number): void {
    this.#write("special", shownName(name), unit);
  }

  /** A unit of a side whose tokens stand for no text. */
  addName(name: string, unit: number, label: string | undefined): void {
    this.#write("text", label ?? shownName(name), unit);
    this.#open("text").text += " ";
  }

  /** @param cutOff segments of which nothing was read */
  finish(cutOff: readonly number[]): ShownText {
    if (this.#segment >= 0) this.#end();
    for (const segment of cutOff) {
      this.#begin(segment);
      this.#end();
    }
    return {
      pieces: this.#pieces,
      blocks: this.#blocks,
      spans: this.#spans,
      uncovered: this.#uncovered,
      signs: this.#signs,
      unread: this.#unread,
    };
  }

  #begin(segment: number): void {
    if (this.#segment >= 0) {
      this.#end();
      this.#blocks.push([]);
    }
    this.#segment = segment;
    this.#at = 0;
  }

  #end(): void {
    const text = this.#segments[this.#segment]!;
    if (this.#at < text.length) this.#leave(text, text.length);
  }

  /** Writes what no unit stands for. */
  #leave(text: string, to: number): void {
    const left = text.slice(this.#at, to);
    if (left.trim() !== "") this.#unread = true;
    const shown = shownCharacters(left.slice(0, MOST_UNREAD), false) + (left.length > MOST_UNREAD ? "…" : "");
    this.#write("text", shown, -1);
    this.#at = to;
  }

  #write(kind: ShownPiece["kind"], shown: string, unit: number): void {
    const piece = this.#open(kind);
    const [start, end] = [piece.text.length, piece.text.length + shown.length];
    piece.text += shown;
    const place = this.#pieces.length - 1;
    for (const { index } of unit < 0 ? [] : shown.matchAll(SIGNS)) {
      this.#signs.push({ piece: place, start: start + index, end: start + index + 1 });
    }
    if (unit < 0) this.#uncovered.push({ piece: place, start, end });
    else this.#spans[unit] = { piece: place, start, end };
  }

  #open(kind: ShownPiece["kind"]): Open {
    const last = this.#pieces.at(-1);
    const block = this.#blocks.at(-1)!;
    if (last?.kind === kind && block.length > 0) return last;
    const opened = { kind, text: "" };
    block.push(this.#pieces.push(opened) - 1);
    return opened;
  }
}

function subscript(part: number): string {
  return String(part).replaceAll(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!);
}
