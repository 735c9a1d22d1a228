import { type SQL, sql } from 'drizzle-orm';

/**
 * A parameter of a prepared statement. SQLite plans a statement anew, at every execution, when a
 * bare parameter could sway the plan (in a join, a bare `column = ?` is enough): 5 to 60 µs each,
 * more than the statement itself. It does not look behind a unary plus, which changes no value.
 */
export function bound(name: string): SQL {
  return sql`+${sql.placeholder(name)}`;
}

/** The last part of an ORDER BY with the LIMIT behind it: Drizzle's own binds a bare parameter. */
export function atMost(order: SQL, name: string): SQL {
  return sql`${order} limit ${bound(name)}`;
}
