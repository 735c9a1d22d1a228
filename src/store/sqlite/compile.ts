/** Decodes or encodes one value; null stays null. */
export type Convert = (value: unknown) => unknown;

/**
 * Compiles what makes an object of a statement's row: for every statement a function of its own,
 * whose objects the engine knows the shape of. One loop for all of them takes five times as long.
 */
export function compileRow<Row>(
  columns: readonly (readonly [name: string, decode: Convert])[],
): (raw: readonly unknown[]) => Row {
  const fields = columns.map(
    ([name], i) => `${JSON.stringify(name)}: raw[${i}] === null ? null : convert${i}(raw[${i}])`,
  );
  return compile('raw', `({ ${fields.join(', ')} })`, columns);
}

/** Compiles the reverse: the values of a row in the order of its columns; what it lacks is null. */
export function compileValues<Row>(
  columns: readonly (readonly [name: string, encode: Convert])[],
): (row: Row) => unknown[] {
  const values = columns.map(
    ([name], i) =>
      `row[${JSON.stringify(name)}] == null ? null : convert${i}(row[${JSON.stringify(name)}])`,
  );
  return compile('row', `[${values.join(', ')}]`, columns);
}

/** The names are those of a statement of this program: nobody else's text gets in here. */
function compile<F>(
  parameter: string,
  expression: string,
  columns: readonly (readonly [string, Convert])[],
): F {
  const names = columns.map((_, i) => `convert${i}`);
  const make = new Function(...names, `return (${parameter}) => ${expression};`);
  return make(...columns.map(([, convert]) => convert)) as F;
}
