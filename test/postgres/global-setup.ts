import { createTemplate } from '../contract/engine-postgres.ts';
import { findPostgres } from './installed.ts';
import { startPostgres } from './server.ts';

/**
 * Starts the server that the contract suite runs on, unless there is one already, and stops it
 * after all tests. They are about behaviour, so that it does not wait for the disk.
 */
export async function setup(): Promise<() => Promise<void>> {
  const { env } = process;
  if (env['STORNO_TEST_SERVER'] || findPostgres() === null) return async () => {};
  const server = await startPostgres({ durable: false });
  const stop = async () => server[Symbol.asyncDispose]();
  try {
    await createTemplate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  env['STORNO_TEST_SERVER'] = server.url;
  return stop;
}
