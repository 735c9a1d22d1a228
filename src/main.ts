import { type Config, ConfigError, readConfig } from './config.ts';
import { createContext } from './graphql/context.ts';
import { createApollo } from './graphql/server.ts';
import { createHttpServer } from './http/server.ts';
import { stopOnSignals } from './http/shutdown.ts';
import { createIds } from './ids.ts';
import { createLedger } from './ledger/ledger.ts';
import type { Instant } from './ledger/time.ts';
import { authenticate } from './merchant/principal.ts';
import { openSqliteStore, type SqliteStore } from './store/sqlite/sqlite-store.ts';
import { createLog, type Log } from './telemetry/log.ts';

/** What a test or the demo may bring along instead of the usual. */
export interface ServeOptions {
  /** Tells the time of the ledger; the machine's clock unless given. */
  readonly now?: () => Instant;
  readonly log?: Log;
}

export interface Served {
  readonly url: string;
  readonly store: SqliteStore;
  /** Answers what is under way, then closes the store. */
  close(): Promise<void>;
  /** Does the same on a signal, and ends the process. */
  stopOnSignals(): void;
}

/** Puts everything together: the store below, the ledger over it, GraphQL and HTTP on top. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<Served> {
  const log = options.log ?? createLog(config.logLevel);
  const now = options.now ?? Date.now;
  const store = openSqliteStore(config.databasePath);
  const ledger = createLedger({ store, now, newId: createIds() });
  const graph = { ledger, cursorKey: store.cursorKey };
  const apollo = createApollo({
    introspection: config.introspection,
    onDefect: (err, place) => log.error({ err, ...place }, 'defect'),
  });
  await apollo.start();
  const server = createHttpServer({
    apollo,
    log,
    contextOf: (principal, requestId) => createContext(graph, principal, requestId),
    authenticate: (headers) =>
      authenticate(headers.get('authorization'), headers.get('x-api-key'), store.merchants, now()),
    isReady: () => store.isReady(),
  });
  const { url } = await server.listen(config.port, config.host);
  log.info({ url, database: config.databasePath }, 'listening');
  const { shutdownGraceSeconds: graceSeconds } = config;
  const closeStore = () => store.close();
  return {
    url,
    store,
    async close() {
      await server.close(graceSeconds * 1_000);
      await apollo.stop();
      await closeStore();
    },
    stopOnSignals: () => stopOnSignals({ server, apollo, closeStore, graceSeconds, log }),
  };
}

if (import.meta.main) {
  try {
    const served = await serve(readConfig(process.env));
    served.stopOnSignals();
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
