/** Rows as text in aligned columns, two spaces apart; numbers stand at the right of their column. */
export function aligned(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(String(cell).length, widest[index] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => padded(cell, widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const padded = (cell: string | number, width: number) =>
  typeof cell === "number" ? String(cell).padStart(width) : cell.padEnd(width);
