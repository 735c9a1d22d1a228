import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const SECURITY_DEFAULT = {
  tokens: null,
  gateway: { secret: null, hmacSecret: null },
  openSdl: false,
  allowances: { requestsPerMinute: 60_000, missesPerMinute: 6_000, failuresPerMinute: 600 },
  answers: { retentionMs: 30 * 86_400_000, perMerchantMax: 5_000_000 },
  trustedDocuments: null,
};

describe('the configuration', () => {
  it('has defaults, and cannot be changed', () => {
    const config = readConfig({ PATH: '/bin', HOST: '' });
    expect(config).toEqual({
      port: 4000,
      host: '127.0.0.1',
      database: 'storno.db',
      logLevel: 'info',
      introspection: true,
      playground: true,
      security: SECURITY_DEFAULT,
      shutdownGraceSeconds: 10,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes what is set', () => {
    const variables = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'file:/var/lib/storno.db',
      LOG_LEVEL: 'silent',
      STORNO_INTROSPECTION: 'off',
      SHUTDOWN_GRACE_SECONDS: '60',
    };
    expect(readConfig(variables)).toEqual({
      port: 0,
      host: '::1',
      database: '/var/lib/storno.db',
      logLevel: 'silent',
      introspection: false,
      playground: true,
      security: SECURITY_DEFAULT,
      shutdownGraceSeconds: 60,
    });
  });

  it('hides the schema in production unless told otherwise', () => {
    expect(readConfig({ NODE_ENV: 'production' }).introspection).toBe(false);
    const told = { NODE_ENV: 'production', STORNO_INTROSPECTION: 'on' };
    expect(readConfig(told).introspection).toBe(true);
    expect(readConfig({ NODE_ENV: 'test' }).introspection).toBe(true);
  });

  it.each([
    ['PORT', ['65536', '-1', '4000.5', '1e3', ' 80', '0x50', 'http']],
    ['HOST', ['127.0.0', '256.1.1.1', 'a b', 'http://localhost', '-a', 'a..b']],
    ['LOG_LEVEL', ['INFO', 'verbose', '30']],
    ['STORNO_INTROSPECTION', ['true', 'ON', '1']],
    ['SHUTDOWN_GRACE_SECONDS', ['0', '61', '10s', '-5', 'Infinity']],
    ['DATABASE_URL', ['storno.db', 'file:', 'file::memory:', 'file:a?mode=ro', 'file://host/a']],
    [
      'DATABASE_URL',
      [
        'mysql://u:hunter2@host/db',
        'postgres://host',
        'postgres:///db',
        'FILE:a',
        'sqlite:a',
        'file://',
        'file:///',
      ],
    ],
  ])('refuses %s = %o in one sentence', (name, texts) => {
    const sentence: unknown = expect.stringMatching(new RegExp(`^${name} must .*\\.$`));
    const expected = texts.map((text) => [text, [sentence]]);
    expect(texts.map((text) => [text, problemsOf({ [name]: text })])).toEqual(expected);
  });

  it.each([
    ['file:a', 'a'],
    ['file:./data/a b.db', './data/a b.db'],
    ['file:///srv/a.db', '/srv/a.db'],
    ['file:/srv/a.db', '/srv/a.db'],
    ['postgres://u:p@host/db', 'postgres://u:p@host/db'],
    ['postgresql://host:5433/db?sslmode=require', 'postgresql://host:5433/db?sslmode=require'],
  ])('reads the database of %s', (url, path) => {
    expect(readConfig({ DATABASE_URL: url }).database).toBe(path);
  });

  it('says what database is accepted, and repeats no password', () => {
    const [problem] = problemsOf({ DATABASE_URL: 'mysql://u:hunter2@host/db' });
    expect(problem).toContain('file:PATH');
    expect(problem).not.toContain('hunter2');
  });

  it('refuses a mistyped name, and lets the names of others be', () => {
    const problems = problemsOf({ STORNO_INTROSPECION: 'off', OTHER: 'x', STORNO_X: '' });
    expect(problems.map((text) => text.split(' ')[0])).toEqual(['STORNO_INTROSPECION', 'STORNO_X']);
  });

  it('reports every problem at once', () => {
    const variables = { PORT: 'x', HOST: '!', DATABASE_URL: 'x', LOG_LEVEL: 'x', STORNO_X: '1' };
    const problems = problemsOf(variables);
    expect(problems.map((text) => text.split(' ')[0])).toEqual(Object.keys(variables));
    expect(() => readConfig(variables)).toThrow(problems.join('\n- '));
  });
});
