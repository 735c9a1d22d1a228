import { readConfig } from '../../src/config.ts';
import { type Served, serve } from '../../src/serve.ts';
import { openStore as openAsUsual } from '../../src/store/open.ts';
import { createLog } from '../../src/telemetry/log.ts';

const UNLIMITED = { requestsPerMinute: null, missesPerMinute: null, failuresPerMinute: null };

interface Parts {
  readonly now: () => number;
  /** Is told what was thrown, and told the callers as a defect. */
  readonly onDefect: (line: string) => void;
  readonly openStore?: typeof openAsUsual | undefined;
}

/** Serves a ledger for the model: answers are kept for ever, and nobody is asked to slow down. */
export function serveModel(
  database: string,
  { now, onDefect, openStore = openAsUsual }: Parts,
): Promise<Served> {
  return serve(
    {
      port: 0,
      host: '127.0.0.1',
      database: database,
      logLevel: 'error',
      introspection: false,
      playground: false,
      security: { ...readConfig({}).security, allowances: UNLIMITED },
      shutdownGraceSeconds: 5,
    },
    {
      now,
      log: createLog('error', { write: onDefect }),
      openStore: (address) => openStore(address, null),
    },
  );
}
