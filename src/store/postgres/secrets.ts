import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from './connection.ts';
import { given, write } from './gather.ts';
import { secret } from './merchant-schema.ts';
import { prepareSelect } from './select.ts';

/** As long as the hash that it keys. */
const SECRET_BYTES = 32;

const statement = prepareSelect(
  write
    .select({ value: secret.value })
    .from(secret)
    .where(eq(secret.name, given('name', 'text'))),
);

/** The database's secret of a name; made when it is first asked for. */
export function secretOf(database: Database, name: string): Promise<Buffer> {
  return database.session(async (session) => {
    const [known] = await statement(session, { name });
    if (known) return known.value;
    // Another process may have made it meanwhile: the first one stays.
    await session.query('insert into secret (name, value) values ($1, $2) on conflict do nothing', [
      name,
      randomBytes(SECRET_BYTES),
    ]);
    const [made] = await statement(session, { name });
    if (!made) throw new Error(`the secret ${name} was not kept`);
    return made.value;
  });
}
