/** The row and the column under the pointer or the keyboard's; one of them alone on an axis. */
export interface Pointed {
  readonly row: number | null;
  readonly column: number | null;
}

export const nothingPointed: Pointed = { row: null, column: null };
