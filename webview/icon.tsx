/** Drawn on a square of 16 by 16, as lines of one width. */
const PATHS = {
  back: "M7 3.5 2.5 8 7 12.5M3 8h10.5",
  forward: "M9 3.5 13.5 8 9 12.5M13 8H2.5",
  undo: "M3 3v4h4M3.4 7A5.5 5.5 0 1 1 4 11.8",
  redo: "M13 3v4H9M12.6 7A5.5 5.5 0 1 0 12 11.8",
  close: "m4 4 8 8M12 4l-8 8",
  down: "m4 6 4 4 4-4",
  filter: "M2.5 3.5h11M4.5 8h7M6.5 12.5h3",
  save: "M8 2.5V10M4.8 7 8 10.2 11.2 7M3 13.5h10",
  heads: "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z",
  keys: "M1.5 4.5h13v7h-13zM4 7h.5M7.7 7h.6M11.5 7h.5M5 9.5h6",
  check: "m3 8.5 3.2 3L13 4.5",
} as const;

export type IconName = keyof typeof PATHS;

/** A sign on a button whose name says what it does. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.3"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
