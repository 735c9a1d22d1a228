/** Decodes or encodes one value; null stays null. */
export type Convert = (value: unknown) => unknown;

type Columns = readonly (readonly [name: string, convert: Convert])[];

/**
 * Compiles what makes an object of a statement's row: for every statement a function of its own,
 * whose objects the engine knows the shape of. One loop for all of them takes five times as long.
 */
export function compileRow(columns: Columns): (raw: readonly unknown[]) => unknown {
  const fields = columns.map(
    ([name], i) =>
      `${JSON.stringify(name)}: given[${i}] === null ? null : convert${i}(given[${i}])`,
  );
  return compile(columns, `({ ${fields.join(', ')} })`);
}

/** Compiles the reverse: the values of a row in the order of its columns; what it lacks is null. */
export function compileValues(columns: Columns): (row: object) => unknown {
  const values = columns.map(([name], i) => {
    const value = `given[${JSON.stringify(name)}]`;
    return `${value} == null ? null : convert${i}(${value})`;
  });
  return compile(columns, `[${values.join(', ')}]`);
}

/** The names are those of this program's own columns: nobody else's text gets in here. */
function compile(columns: Columns, expression: string): (given: object) => unknown {
  const names = columns.map((_, i) => `convert${i}`);
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(...names, `return (given) => ${expression};`);
  const converts = columns.map(([, convert]) => convert);
  return Reflect.apply(make, null, converts) as (given: object) => unknown;
}
