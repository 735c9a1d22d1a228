import { ConfigError } from '../config.ts';
import { ImportOvertakenError, StoreUnavailableError } from '../ledger/store.ts';

/** How a command ends. Anything but these is a defect. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  findings: 3,
  /** As shells report a process that SIGINT ended. */
  interrupted: 130,
} as const;

/** What the user can do something about: told in one line, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The codes of SQLite that say something of the file or the machine, not of our statements. */
const DATABASE_TROUBLE = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOTADB|CORRUPT|PERM)/;

/** Of PostgreSQL: a refused login or privilege, and a database or a table that is not there. */
const SERVER_TROUBLE = /^(28\w{3}|3D000|42501|42P01)$/;

/** What an error says to the user; null: it is a defect, for whoever mends the program. */
export function explain(error: unknown): string | null {
  if (error instanceof ConfigError) return error.problems.join(' ');
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Failure) return cause.message;
    const code = 'code' in cause ? String(cause.code) : '';
    if (DATABASE_TROUBLE.test(code) || SERVER_TROUBLE.test(code)) {
      return `the database could not be used: ${cause.message} (${code})`;
    }
    // Of the file system and the network: "ENOENT: no such file or directory, open 'x'".
    if ('syscall' in cause) return cause.message;
  }
  const isTold = error instanceof StoreUnavailableError || error instanceof ImportOvertakenError;
  return isTold ? error.message : null;
}
