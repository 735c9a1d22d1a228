import type { Db } from './connection.ts';
import { prepareBind, type Values } from './select.ts';

/** A Drizzle update or delete whose values are all placeholders, as the driver takes them. */
interface Modify {
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}

/**
 * Prepares a change of rows. Drizzle writes the statement; the values are bound here, because
 * looking for its placeholders again at every execution costs more than the change.
 */
export function prepareModify(db: Db, query: Modify): (values: Values) => void {
  const { sql: text, params } = query.toSQL();
  const statement = db.$client.prepare(text);
  const bind = prepareBind(params);
  return (values) => {
    statement.run(...bind(values));
  };
}
