import { existsSync } from 'node:fs';
import { migrateFile } from '../store/sqlite/connection.ts';
import { requireDirectory } from './database.ts';
import { migrationsDone } from './inspect.ts';

/** Creates the database or brings it up to date, and says which of the two it was. */
export function runMigrate(file: string): void {
  requireDirectory(file);
  const existed = existsSync(file);
  const before = existed ? migrationsDone(file) : 0;
  migrateFile(file);
  const applied = migrationsDone(file) - before;
  const migrations = `${applied} ${applied === 1 ? 'migration' : 'migrations'}`;
  if (!existed) console.log(`${file}: created, with ${migrations}`);
  else if (applied > 0) console.log(`${file}: ${migrations} applied`);
  else console.log(`${file}: was up to date already`);
}
