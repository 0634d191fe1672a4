import type { Pointed } from "./pointed.js";
import type { Cell, Viewport } from "./viewport.js";

type Move = (cell: Cell, last: Cell) => Cell;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, last) => ({ row, column: last.column }),
  "Ctrl+Home": () => ({ row: 0, column: 0 }),
  "Ctrl+End": (_, last) => last,
};

/** The cell that a key leads to from the cell in hand; null for a key that does not move. */
export function cellAfterKey(event: KeyboardEvent, from: Pointed, { rows, columns }: Viewport): Cell | null {
  if (event.altKey || event.shiftKey) return null;
  const control = event.ctrlKey || event.metaKey;
  const move = MOVES[control ? `Ctrl+${event.key}` : event.key];
  if (!move) return null;
  // The first key of all lands on the first cell, wherever it would have led.
  if (from.row === null && from.column === null) return { row: 0, column: 0 };
  const last = { row: rows - 1, column: columns - 1 };
  const { row, column } = move({ row: from.row ?? 0, column: from.column ?? 0 }, last);
  return { row: clamp(row, last.row), column: clamp(column, last.column) };
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}
