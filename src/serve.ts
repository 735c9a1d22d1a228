import { createSecretKey } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { readExamples } from './examples/examples.ts';
import type { Opening } from './examples/opening.ts';
import { GraphContext } from './graphql/context.ts';
import { buildSchema, readContract, sdlOf } from './graphql/schema.ts';
import { createApollo } from './graphql/server.ts';
import { readTrustedDocuments } from './graphql/trusted-documents.ts';
import { createAllowances } from './http/allowances.ts';
import { playgroundRoutes } from './http/playground.ts';
import { createHttpServer } from './http/server.ts';
import { stopOnSignals } from './http/shutdown.ts';
import { createIds } from './ids.ts';
import { createLedger } from './ledger/ledger.ts';
import type { Instant } from './ledger/time.ts';
import { createAuthenticator } from './merchant/authenticator.ts';
import { rememberIdentities } from './merchant/remembered.ts';
import type { TokenSettings, VerifyToken } from './merchant/token.ts';
import { labelOf, openStore } from './store/open.ts';
import type { OpenStore } from './store/open-store.ts';
import { createLog, type Log } from './telemetry/log.ts';

/** What `npm run build:playground` makes. */
const PLAYGROUND = fileURLToPath(new URL('../dist/playground', import.meta.url));

/** What a test or the demo may bring along instead of the usual. */
export interface ServeOptions {
  /** Tells the time of the ledger; the machine's clock unless given. */
  readonly now?: () => Instant;
  readonly log?: Log;
  readonly openStore?: typeof openStore;
  /** What the playground is filled in with; placeholders and no key unless given. */
  readonly playground?: Pick<Opening, 'apiKey' | 'tabs'>;
}

export interface Served {
  readonly url: string;
  readonly store: OpenStore;
  /** Answers what is under way, then closes the store. */
  close(): Promise<void>;
  /** Does the same on a signal, and ends the process. */
  stopOnSignals(): void;
}

/** Puts everything together: the store below, the ledger over it, GraphQL and HTTP on top. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<Served> {
  const log = options.log ?? createLog(config.logLevel);
  const now = options.now ?? Date.now;
  const { tokens, gateway, trustedDocuments, openSdl, answers, ...security } = config.security;
  const documents = trustedDocuments && readTrustedDocuments(trustedDocuments, buildSchema());
  const allowances = createAllowances(security.allowances);
  const store = await (options.openStore ?? openStore)(config.database, answers, {
    writerThread: true,
  });
  const ledger = createLedger({ store, now, newId: createIds() });
  const graph = { ledger, cursorKey: createSecretKey(store.cursorKey) };
  const apollo = createApollo({
    introspection: config.introspection,
    onDefect: (err, place) => log.error({ err, ...place }, 'defect'),
    onMisses: (credential, count) => allowances.countMisses(credential, count),
  });
  await apollo.start();
  const server = createHttpServer({
    apollo,
    log,
    contextOf: (principal, requestId) => new GraphContext(graph, principal, requestId),
    authenticate: createAuthenticator({
      merchants: rememberIdentities(store.merchants),
      now,
      verifyToken: tokens && (await loadTokenVerifier(tokens)),
      gateway,
    }),
    allowances,
    documents: documents || null,
    openSdl: openSdl ? sdlOf(buildSchema()) : null,
    isReady: () => store.isReady(),
    playground: config.playground ? openPlayground(options.playground) : null,
  });
  const { url } = await server.listen(config.port, config.host);
  log.info({ url, database: labelOf(config.database) }, 'listening');
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

/** What checks tokens is loaded where some are believed. */
async function loadTokenVerifier(tokens: TokenSettings): Promise<VerifyToken> {
  const { createTokenVerifier } = await import('./merchant/token.ts');
  return createTokenVerifier(tokens);
}

function openPlayground(filledIn: ServeOptions['playground']) {
  const opening = filledIn ?? { apiKey: null, tabs: readExamples() };
  return playgroundRoutes(PLAYGROUND, { ...opening, sdl: readContract() });
}
