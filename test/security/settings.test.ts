import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { readAccess } from '../../src/graphql/access.ts';
import { readCostRules } from '../../src/graphql/cost-rules.ts';
import { readContract } from '../../src/graphql/schema.ts';
import { openPlace, refusalOf } from './place.ts';

type Variables = Readonly<Record<string, string>>;

function problemsOf(variables: Variables): readonly string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const SECRET = 'hunter2-hunter2-hunter2-hunter2-hunter2';
const NAMED = { STORNO_JWT_ISSUER: 'https://id.example.com', STORNO_JWT_AUDIENCE: 'storno' };
const SHARED = { STORNO_JWT_SECRET: SECRET, ...NAMED };
const JWKS = { STORNO_JWT_JWKS_URL: 'https://id.example.com/jwks.json', ...NAMED };

describe('what nothing is said about', () => {
  it('is safe: no token, no gateway, no open schema, and bounds on everything', () => {
    const { security, introspection, playground } = readConfig({ NODE_ENV: 'production' });
    expect([introspection, playground]).toEqual([false, false]);
    expect(security.tokens).toBeNull();
    expect(security.gateway).toEqual({ secret: null, hmacSecret: null });
    expect(security.openSdl).toBe(false);
    for (const bound of Object.values(security.allowances)) expect(bound).toBeGreaterThan(0);
    expect(security.answers.retentionMs).toBe(30 * 86_400_000);
  });

  it('leaves the schema closed to whoever may not ask for it', async () => {
    const place = await openPlace({ introspection: false });
    const asked = await place.ask('{ __schema { types { name } } }');
    expect(refusalOf(asked)).toBe('400 GRAPHQL_VALIDATION_FAILED');
    const guessed = await place.ask('{ walet(id: "w") { id } }');
    expect(guessed.text).not.toMatch(/did you mean/i);
  });

  it('holds no secret: none has a default anywhere in the sources of the configuration', () => {
    for (const file of ['src/config.ts', 'src/config/security.ts', 'src/config/credentials.ts']) {
      const source = readFileSync(file, 'utf8');
      expect(source).not.toMatch(/SECRET[^\n]*\.default\(/);
    }
  });
});

describe('settings for tokens', () => {
  it('are taken with the usual algorithms for their kind of key', () => {
    const shared = readConfig(SHARED).security.tokens;
    expect(shared).toMatchObject({ keys: { secret: SECRET }, algorithms: ['HS256'] });
    const remote = readConfig(JWKS).security.tokens;
    expect(remote?.algorithms).toEqual(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']);
    expect(remote?.merchantClaim).toBe('merchant_id');
    const own = { STORNO_JWT_ALGORITHMS: 'ES256, ES384', STORNO_JWT_MERCHANT_CLAIM: 'tenant' };
    const pinned = readConfig({ ...JWKS, ...own }).security.tokens;
    expect(pinned).toMatchObject({ algorithms: ['ES256', 'ES384'], merchantClaim: 'tenant' });
  });

  const wrong: [string, Variables, RegExp][] = [
    ['both kinds of keys', { ...SHARED, ...JWKS }, /^STORNO_JWT_SECRET must not be set beside/],
    [
      'a short secret',
      { ...SHARED, STORNO_JWT_SECRET: 'short' },
      /^STORNO_JWT_SECRET must be at l/,
    ],
    ['a secret with blanks', { ...SHARED, STORNO_JWT_SECRET: `${SECRET} x` }, /^STORNO_JWT_SECRET/],
    ['no issuer', { ...SHARED, STORNO_JWT_ISSUER: '' }, /^STORNO_JWT_ISSUER must be set/],
    ['no audience', { ...JWKS, STORNO_JWT_AUDIENCE: '' }, /^STORNO_JWT_AUDIENCE must be set/],
    ['no keys', { STORNO_JWT_ISSUER: 'x' }, /^STORNO_JWT_ISSUER must have/],
    ['alg none', { ...SHARED, STORNO_JWT_ALGORITHMS: 'none' }, /^STORNO_JWT_ALGORITHMS must/],
    ['alg none beside', { ...SHARED, STORNO_JWT_ALGORITHMS: 'HS256 none' }, /^STORNO_JWT_ALGOR/],
    ['a secret algorithm for keys', { ...JWKS, STORNO_JWT_ALGORITHMS: 'HS256' }, /^STORNO_JWT_ALG/],
    [
      'a key algorithm for a secret',
      { ...SHARED, STORNO_JWT_ALGORITHMS: 'RS256' },
      /^STORNO_JWT_A/,
    ],
    ['an open line', { ...JWKS, STORNO_JWT_JWKS_URL: 'http://id.example.com' }, /^STORNO_JWT_JWKS/],
    ['a file', { ...JWKS, STORNO_JWT_JWKS_URL: 'file:///etc/passwd' }, /^STORNO_JWT_JWKS_URL must/],
    [
      'a password',
      { ...JWKS, STORNO_JWT_JWKS_URL: 'https://a:b@id.example.com' },
      /^STORNO_JWT_JW/,
    ],
    ['a short gateway secret', { STORNO_GATEWAY_SECRET: 'x' }, /^STORNO_GATEWAY_SECRET must/],
    ['a short signing secret', { STORNO_GATEWAY_HMAC_SECRET: 'x' }, /^STORNO_GATEWAY_HMAC_SECRET/],
    ['a rate of nothing', { STORNO_REQUESTS_PER_MINUTE: '0' }, /^STORNO_REQUESTS_PER_MINUTE must/],
    ['a quota too small', { STORNO_IDEMPOTENCY_QUOTA: '99999' }, /^STORNO_IDEMPOTENCY_QUOTA must/],
    ['no retention', { STORNO_IDEMPOTENCY_RETENTION_DAYS: '0' }, /^STORNO_IDEMPOTENCY_RETENTION/],
    ['half a switch', { STORNO_OPEN_SDL: 'yes' }, /^STORNO_OPEN_SDL must be on or off/],
  ];
  it.each(wrong)('are refused with %s, in a sentence without the secret', (_, variables, said) => {
    const problems = problemsOf(variables);
    expect(problems).toEqual([expect.stringMatching(said)]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('may switch each allowance off', () => {
    const off = {
      STORNO_REQUESTS_PER_MINUTE: 'off',
      STORNO_MISSES_PER_MINUTE: 'off',
      STORNO_FAILURES_PER_MINUTE: 'off',
    };
    const { allowances } = readConfig(off).security;
    expect(Object.values(allowances)).toEqual([null, null, null]);
  });
});

function built(contract: string) {
  return buildSubgraphSchema([{ typeDefs: parse(contract) }]);
}

describe('a contract that forgets to say who may do what', () => {
  const contract = readContract();

  it.each([
    ['a root field without scopes', 'extend type Query { secrets: String }', /secrets/],
    [
      'a scope that there is not',
      'extend type Query { secrets: String @requiresScopes(scopes: [["ledger:reed"]]) }',
      /ledger:reed/,
    ],
    [
      'scopes where nobody looks',
      'extend type Lot { secrets: String @requiresScopes(scopes: [["admin"]]) }',
      /secrets/,
    ],
  ])('does not start: %s', (_, addition, said) => {
    expect(() => readAccess(built(contract + addition))).toThrow(said);
  });

  it('does not start where a list has no size', () => {
    const addition = 'extend type Query { everything: [Lot!]! }';
    expect(() => readCostRules(built(contract + addition))).toThrow(/everything/);
  });
});
