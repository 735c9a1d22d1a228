/** What one part of the benchmark found. */
export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function whole(value: number): string {
  return number.format(value);
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

/** The first column is text, the others are numbers. */
export function printSection({ title, head, rows, notes }: Section): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  const lines = [title, ...[head, ...rows].map((row) => `  ${lineOf(row)}`)];
  console.log([...lines, ...notes.map((note) => `  ${note}`), ''].join('\n'));
}
