import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import base, { END_TO_END } from './vitest.config.ts';

const { test, ...rest } = base;

/** What `npm test` leaves out: gateways, browsers, a database server. */
export default mergeConfig(
  rest,
  defineConfig({
    test: {
      ...test,
      include: [END_TO_END],
      exclude: configDefaults.exclude,
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  }),
);
