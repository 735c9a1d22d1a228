import closeWithGrace from 'close-with-grace';
import type { Log } from '../telemetry/log.ts';
import type { HttpServer } from './server.ts';

const SECOND_MS = 1_000;

export interface ShutdownParts {
  readonly server: Pick<HttpServer, 'close' | 'inFlight'>;
  readonly apollo: { stop(): Promise<void> };
  closeStore(): Promise<void>;
  /** Bounds the whole way down, the store included. */
  readonly graceSeconds: number;
  readonly log: Log;
}

/**
 * On SIGTERM, SIGINT, SIGHUP or an uncaught error: requests under way are answered, then Apollo
 * stops, then the store closes, in this order, because each works on what comes after it. Exits
 * with 0; with 1 after an error, when the grace is over, or at once on a second signal.
 *
 * Apollo must be told `stopOnTerminationSignals: false`, or it stops before the requests are done.
 */
export function stopOnSignals(parts: ShutdownParts): void {
  const { server, log } = parts;
  const graceMs = parts.graceSeconds * SECOND_MS;
  let step = 'requests';
  closeWithGrace(
    {
      delay: graceMs,
      logger: log,
      // Faults must crash, others are for debuggers, and an empty event loop needs no shutdown.
      skip: [
        'SIGILL',
        'SIGTRAP',
        'SIGABRT',
        'SIGBUS',
        'SIGFPE',
        'SIGSEGV',
        'SIGQUIT',
        'SIGUSR2',
        'beforeExit',
      ],
      onTimeout: () => {
        log.error({ step, graceMs, requestIds: server.inFlight() }, 'cut: the grace is over');
      },
    },
    async ({ signal, err }) => {
      if (err) log.fatal({ err }, 'stopping after an uncaught error');
      else log.info({ signal }, 'stopping');
      await server.close(graceMs);
      step = 'graphql';
      await parts.apollo.stop();
      step = 'store';
      await parts.closeStore();
      log.info('stopped');
    },
  );
}
