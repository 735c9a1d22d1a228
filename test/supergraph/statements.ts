import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { vi } from 'vitest';
import { connections } from '../faults/recorded-connections.ts';

/** What every request has executed to find out who asks. */
const OF_CREDENTIALS = /\bapi_key\b/;

/**
 * The statements that a piece of work executed, but for the look-up of its API key, whatever the
 * engine. For SQLite the test file has to put `recordingDriver` in the driver's place.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = connections.map(({ statements }) => statements.length);
  const inProcess = vi.spyOn(PGlite.prototype, 'query');
  const onServer = vi.spyOn(Client.prototype, 'query');
  await work();
  const executed = [
    ...connections.flatMap(({ statements }, n) => statements.slice(before[n] ?? 0)),
    ...inProcess.mock.calls.map(([text]) => text),
    ...onServer.mock.calls.map(([query]) => textOf(query)),
  ];
  inProcess.mockRestore();
  onServer.mockRestore();
  return executed.filter((text) => !OF_CREDENTIALS.test(text));
}

/** The driver for servers takes a text, or an object with one. */
function textOf(query: unknown): string {
  const isObject = typeof query === 'object' && query !== null && 'text' in query;
  return String(isObject ? query.text : query);
}
