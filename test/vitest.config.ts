import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

/** What needs a server, a browser or packages of its own; see `vitest.all.config.ts`. */
export const END_TO_END = 'test/**/*.e2e.test.ts';

export default defineConfig({
  root: dirname(import.meta.dirname),
  resolve: {
    // Without it vitest loads graphql twice, and graphql refuses schemas "from another realm".
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, END_TO_END],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    // Some tests look at the clock, and a machine may be busy: what fails is tried once more.
    retry: 1,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
