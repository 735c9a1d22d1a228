import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { readConfig } from '../../config.ts';
import { serve } from '../../serve.ts';
import { databaseAddress, withStore } from '../database.ts';
import { Failure } from '../failure.ts';
import { merchantIds, migrationsDone } from '../inspect.ts';
import { describeDemo } from './description.ts';
import { type Operation, operationsOf } from './operations.ts';
import { preparePlayground } from './playground-build.ts';
import { seed } from './seed.ts';
import { MERCHANT } from './shop.ts';

const DATABASE_DEFAULT = '.storno/demo.db';
/** SQLite keeps a database in these files. */
const FILE_ENDINGS = ['', '-wal', '-shm'] as const;

export interface DemoOptions {
  readonly port?: number;
  readonly json?: true;
}

/** Makes the demo's database anew, serves it, and says what to try, until it is interrupted. */
export async function runDemo(database: string | undefined, options: DemoOptions): Promise<void> {
  // Not DATABASE_URL: that may be a database that somebody needs.
  const file = database === undefined ? DATABASE_DEFAULT : databaseAddress(database);
  const config = readConfig({
    LOG_LEVEL: 'warn',
    ...process.env,
    DATABASE_URL: `file:${file}`,
    ...(options.port !== undefined && { PORT: String(options.port) }),
  });
  if (database === undefined) mkdirSync(dirname(file), { recursive: true });
  remove(file);
  if (config.playground) await preparePlayground();
  const showcase = await withStore(file, (store) => seed(store, Date.now()));
  const { apiKey } = showcase;
  const operations = operationsOf(showcase);
  const tabs = operations.map(tabOf);
  const served = await serve(config, { playground: { apiKey, tabs } });
  served.stopOnSignals();
  const graphqlUrl = `${served.url}/graphql`;
  const playgroundUrl = config.playground ? `${served.url}/playground` : null;
  const offered = { url: graphqlUrl, playground: playgroundUrl, key: apiKey, operations };
  if (options.json) console.log(JSON.stringify(offered));
  else console.log(describeDemo({ graphqlUrl, playgroundUrl, apiKey }, operations));
}

function tabOf({ story, query, variables }: Operation) {
  return { query: `# ${story}\n#\n${query}`, variables };
}

/** Removes what an earlier demo left; a database of anybody else is refused. */
function remove(file: string): void {
  if (!existsSync(file)) return;
  const merchants = migrationsDone(file) > 0 ? merchantIds(file) : [];
  if (merchants.length !== 1 || merchants[0] !== MERCHANT.id) {
    throw new Failure(`${file} is not the demo's: it would be overwritten`);
  }
  for (const ending of FILE_ENDINGS) rmSync(`${file}${ending}`, { force: true });
}
