import type { ComponentChildren } from "preact";

interface TableProps {
  readonly kind: "sites" | "encodings" | "blocked" | "values";
  /** The id of its title. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly children: ComponentChildren;
}

/**
 * A table whose rows become blocks where there is no room for columns. Blocks are no rows to a screen reader, so that
 * every part says what it is.
 */
export function Table({ kind, title, columns, children }: TableProps) {
  return (
    <table class={kind} role="table" aria-labelledby={title}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

/** A cell; its label is seen where its column's heading is not. */
export function Cell({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <td role="cell" data-label={label}>
      <div>{children}</div>
    </td>
  );
}
