import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import { findPostgres, LEFT_OUT } from './postgres/installed.ts';
import base, { END_TO_END } from './vitest.config.ts';

const { test, ...rest } = base;
const root = dirname(import.meta.dirname);

/** The tests that run on every engine: those of `npm test` once more, on a real server. */
function onEveryEngine(): string[] {
  const exclude = ['**/node_modules/**', END_TO_END];
  const all = globSync('test/**/*.test.ts', { cwd: root, exclude });
  const takesEngines = /from '[./a-z]*\/engines\.ts'/;
  return all.filter((path) => takesEngines.test(readFileSync(join(root, path), 'utf8')));
}

const hasServer = Boolean(process.env['STORNO_TEST_SERVER']) || findPostgres() !== null;
if (!hasServer) console.warn(LEFT_OUT);

/** What `npm test` leaves out: gateways, browsers, a database server. */
export default mergeConfig(
  rest,
  defineConfig({
    test: {
      ...test,
      include: [END_TO_END, ...(hasServer ? onEveryEngine() : [])],
      exclude: configDefaults.exclude,
      globalSetup: ['test/postgres/global-setup.ts'],
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  }),
);
