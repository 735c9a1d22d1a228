import { existsSync } from 'node:fs';
import { isServer, labelOf } from '../store/open.ts';
import { requireDirectory, withStore } from './database.ts';
import { migrationsDone } from './inspect.ts';

/** Creates the database or brings it up to date, and says which of the two it was. */
export async function runMigrate(database: string): Promise<void> {
  requireDirectory(database);
  const existed = !isServer(database) && existsSync(database);
  const before = existed ? migrationsDone(database) : 0;
  await withStore(database, async () => {});
  if (isServer(database)) return console.log(`${labelOf(database)}: up to date`);
  const applied = migrationsDone(database) - before;
  const migrations = `${applied} ${applied === 1 ? 'migration' : 'migrations'}`;
  if (!existed) console.log(`${database}: created, with ${migrations}`);
  else if (applied > 0) console.log(`${database}: ${migrations} applied`);
  else console.log(`${database}: was up to date already`);
}
