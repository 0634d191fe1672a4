import { rememberedPlaces } from "./limits.js";

/** One replacement in a document, in UTF-16 units of the text before it. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Where each token stands in a document that is being edited. Edits before a token shift it; a token whose own text is
 * touched has no place any more, until an undo brings its text back.
 */
export class LiveRanges {
  #places: Places;
  /** Places as they were before edits that cost a token its place, newest last. */
  readonly #history: Places[] = [];

  /** @param starts `[N]` UTF-16 offsets in the document, rising, -1 where a token stands for no text; ends likewise. */
  constructor(starts: Int32Array, ends: Int32Array) {
    this.#places = { starts, ends };
  }

  /** Where a token stands, `[start, end)`, or null. */
  of(token: number): readonly [start: number, end: number] | null {
    const start = this.#places.starts[token];
    return start === undefined || start < 0 ? null : [start, this.#places.ends[token]!];
  }

  /** The tokens whose text overlaps `[start, end)`, in order; of an empty range, those that hold or begin at it. */
  touching(start: number, end: number): number[] {
    const tokens: number[] = [];
    const { starts, ends } = this.#places;
    const last = Math.max(end, start + 1);
    for (let token = 0; token < starts.length; token++) {
      if (starts[token]! >= 0 && starts[token]! < last && ends[token]! > start) tokens.push(token);
    }
    return tokens;
  }

  /** Follows one change of the document: edits that do not overlap, as VS Code reports them. One walk over both. */
  apply(edits: readonly Edit[]): void {
    const before = this.#places;
    const starts = before.starts.slice();
    const ends = before.ends.slice();
    const ordered = [...edits].sort((a, b) => a.offset - b.offset);
    let next = 0;
    let shift = 0;
    let lost = false;
    for (let token = 0; token < starts.length; token++) {
      const start = starts[token]!;
      if (start < 0) continue;
      for (; next < ordered.length && ordered[next]!.offset + ordered[next]!.length <= start; next++) {
        shift += ordered[next]!.text.length - ordered[next]!.length;
      }
      if (next < ordered.length && ordered[next]!.offset < ends[token]!) {
        starts[token] = ends[token] = -1;
        lost = true;
      } else {
        starts[token]! += shift;
        ends[token]! += shift;
      }
    }
    if (lost) {
      this.#history.push(before);
      if (this.#history.length > rememberedPlaces) this.#history.shift();
    }
    this.#places = { starts, ends };
  }

  /** After an undo or redo: takes back the newest places at which every token's text stands again, if there are such. */
  restore(stands: (token: number, start: number, end: number) => boolean): void {
    for (let index = this.#history.length - 1; index >= 0; index--) {
      const { starts, ends } = this.#history[index]!;
      if (starts.every((start, token) => start < 0 || stands(token, start, ends[token]!))) {
        this.#places = this.#history[index]!;
        this.#history.length = index;
        return;
      }
    }
  }

  /** No token has a place any more. */
  loseAll(): void {
    this.#history.length = 0;
    this.#places = { starts: this.#places.starts.map(() => -1), ends: this.#places.ends.map(() => -1) };
  }
}
