/** Decodes or encodes one value; null stays null. */
export type Convert = (value: unknown) => unknown;

type Columns = readonly (readonly [name: string, convert: Convert])[];
type Compiled = (given: object, list?: unknown[]) => unknown;

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

/** Compiles the reverse: lists a row's values by its columns; what the row lacks is null. */
export function compileValues(columns: Columns): (row: object, list: unknown[]) => unknown {
  const values = columns.map(([name], i) => {
    const value = `given[${JSON.stringify(name)}]`;
    return `${value} == null ? null : convert${i}(${value})`;
  });
  return compile(columns, `list.push(${values.join(', ')})`);
}

/** Compiles what tells which of these columns a row leaves out, by a bit for each. */
export function compileNulls(names: readonly string[]): (row: object) => number {
  const bits = names.map((name, i) => `(given[${JSON.stringify(name)}] == null ? ${2 ** i} : 0)`);
  return compile([], [0, ...bits].join(' | ')) as (row: object) => number;
}

/** Compiles what puts the values of a statement in the order of its parameters. */
export function compileParameters(parameters: Columns): (values: object) => unknown {
  const values = parameters.map(([name], i) => `convert${i}(given[${JSON.stringify(name)}])`);
  return compile(parameters, `[${values.join(', ')}]`);
}

/** The names are those of this program's own columns: nobody else's text gets in here. */
function compile(columns: Columns, expression: string): Compiled {
  const names = columns.map((_, i) => `convert${i}`);
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(...names, `return (given, list) => ${expression};`);
  const converts = columns.map(([, convert]) => convert);
  return Reflect.apply(make, null, converts) as Compiled;
}
