import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from './connection.ts';
import { secret } from './merchant-schema.ts';

/** As long as the hash that it keys. */
const SECRET_BYTES = 32;

/** The database's secret of a name; made when it is first asked for. */
export function secretOf(db: Db, name: string): Buffer {
  const find = () => db.select().from(secret).where(eq(secret.name, name)).get()?.value;
  const known = find();
  if (known) return known;
  // Another process may have made it meanwhile: the first one stays.
  db.insert(secret)
    .values({ name, value: randomBytes(SECRET_BYTES) })
    .onConflictDoNothing()
    .run();
  const made = find();
  if (!made) throw new Error(`the secret ${name} was not kept`);
  return made;
}
