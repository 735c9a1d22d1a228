#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { SCOPES } from '../merchant/scope.ts';
import { currencies, identifier, label, scopes, wholeNumber } from './arguments.ts';
import type { CopyOptions } from './copy.ts';
import type { DemoOptions } from './demo/demo.ts';
import { EXIT, explain } from './failure.ts';
import type { ImportOptions } from './import/import.ts';
import type { KeyOptions } from './key.ts';
import type { ProgramOptions } from './program.ts';

// What a command works with is loaded when it runs: `--help` does not wait for a database.

/** Lines in one commit: fewer cost speed; for these, others who write wait a sixth of a second. */
const BATCH_LINES_DEFAULT = 4_000;
const BATCH_LINES_MAX = 100_000;
/** Ten years. */
const EXPIRY_DAYS_MAX = 3_650;
const PORT_MAX = 65_535;

const storno = new Command('storno')
  .description('Sets up, fills and checks the ledger whose business is to undo transactions.')
  .option('--database <file:PATH>', 'the database (default: $DATABASE_URL, else file:storno.db)')
  .exitOverride();

/** The database file of a command. */
async function file(): Promise<string> {
  const { databaseAddress } = await import('./database.ts');
  return databaseAddress(databaseOption());
}

function databaseOption(): string | undefined {
  return storno.opts<{ database?: string }>().database;
}

storno
  .command('migrate')
  .description('create the database, or bring it up to date')
  .action(async () => {
    const { runMigrate } = await import('./migrate.ts');
    await runMigrate(await file());
  });

storno
  .command('program')
  .description('programs, their merchants and currencies')
  .command('create')
  .description('create a program, and what is missing of its merchant and currencies')
  .requiredOption('--merchant <id>', 'the merchant', identifier)
  .option('--merchant-name <name>', "a new merchant's name (default: its id)", label)
  .requiredOption('--program <id>', 'the program', identifier)
  .option('--name <name>', "a new program's name (default: its id)", label)
  .addOption(
    new Option('--currency <code:kind:scale>', 'such as stars:POINTS:2 or GBP:MONEY:2; repeatable')
      .argParser(currencies)
      .makeOptionMandatory(),
  )
  .option('--policies <file.json>', "the program's policies, where they are not the default")
  .action(async (options: ProgramOptions) => {
    const { createProgram } = await import('./program.ts');
    await createProgram(await file(), options);
  });

const key = storno.command('key').description("API keys, a merchant's credentials");
key
  .command('create')
  .description('make a key and print it, this once, alone on the last line')
  .requiredOption('--merchant <id>', 'the merchant', identifier)
  .requiredOption('--name <name>', 'what its records are to say who made them', label)
  .addOption(
    new Option('--scope <scope>', `what it is good for: ${SCOPES.join(', ')}; repeatable`)
      .argParser(scopes)
      .makeOptionMandatory(),
  )
  .option('--expires-in-days <n>', 'never, unless given', wholeNumber(1, EXPIRY_DAYS_MAX))
  .action(async (options: KeyOptions) => {
    const { createKey } = await import('./key.ts');
    await createKey(await file(), options);
  });
key
  .command('list')
  .description("print a merchant's keys, with what they are good for and until when")
  .requiredOption('--merchant <id>', 'the merchant', identifier)
  .action(async ({ merchant }: { merchant: string }) => {
    const { listKeys } = await import('./key.ts');
    await listKeys(await file(), merchant);
  });
key
  .command('revoke')
  .description('end a key for good')
  .argument('<prefix>', 'the part of the key between the underscores, or the whole key')
  .action(async (prefix: string) => {
    const { revokeKey } = await import('./key.ts');
    await revokeKey(await file(), prefix);
  });

storno
  .command('import')
  .description('take in what happened elsewhere; run again, it goes on where it was stopped')
  .argument('<file>', 'events as JSON lines, plain or gzip')
  .option('--merchant <id>', 'the merchant', identifier, 'retail')
  .option('--program <id>', 'the program', identifier, 'wallet')
  .option('--currency <code>', 'what money is in', identifier, 'GBP')
  .option('--points-currency <code>', 'what accrue and redeem are in', identifier, 'points')
  .option(
    '--batch <n>',
    'lines in one commit',
    wholeNumber(1, BATCH_LINES_MAX),
    BATCH_LINES_DEFAULT,
  )
  .action(async (path: string, options: ImportOptions) => {
    const { runImport } = await import('./import/import.ts');
    process.exitCode = await runImport(await file(), path, options);
  });

storno
  .command('verify')
  .description('check every hash, sum and balance; exit code 3 if anything is wrong')
  .action(async () => {
    const { runVerify } = await import('./verify.ts');
    process.exitCode = await runVerify(await file());
  });

storno
  .command('copy')
  .description('move a whole ledger from a file to an empty database on a server, and prove it')
  .requiredOption('--from <file:PATH>', 'the ledger to copy; it is read as it is at one moment')
  .requiredOption(
    '--to <postgres://…>',
    'the database to copy it to; it stays empty on any failure',
  )
  .action(async (options: CopyOptions) => {
    const { runCopy } = await import('./copy.ts');
    process.exitCode = await runCopy(options);
  });

storno
  .command('demo')
  .description(
    'serve a coffee shop to try things on, in a database that is made anew at each start ' +
      '(.storno/demo.db unless --database says otherwise)',
  )
  .option('--port <n>', 'where to listen (default: $PORT, else 4000)', wholeNumber(0, PORT_MAX))
  .option('--json', 'print one line of JSON: url, playground, key, operations')
  .action(async (options: DemoOptions) => {
    const { runDemo } = await import('./demo/demo.ts');
    await runDemo(databaseOption(), options);
  });

/** A reader that has seen enough, such as `head`, is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

try {
  await storno.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else {
    const explanation = explain(error);
    if (explanation === null) throw error;
    process.stderr.write(`storno: ${explanation.replaceAll('\n', ' ')}\n`);
    process.exitCode = EXIT.failed;
  }
}
