import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type ApiKeyRecord,
  type GeneratedApiKey,
  generateApiKey,
  parseApiKey,
  verifyApiKey,
} from '../../src/merchant/api-key.ts';
import { createAuthenticator } from '../../src/merchant/authenticator.ts';

const NOW = 1_000_000;

function recordOf(key: GeneratedApiKey, changes: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  const { prefix, secretHash } = key;
  const times = { scopes: ['admin'] as const, createdAt: 0, expiresAt: null, revokedAt: null };
  return { prefix, secretHash, name: 'till 1', merchantId: 'm1', ...times, ...changes };
}

function secretOf(key: GeneratedApiKey): string {
  return parseApiKey(key.text)?.secret ?? '';
}

describe('an API key', () => {
  it('names its prefix, hides 256 bits, and is never the same', () => {
    const keys = Array.from({ length: 200 }, generateApiKey);
    for (const { text, prefix, secretHash } of keys) {
      expect(text).toMatch(/^storno_[a-z2-7]{12}_[\w-]{43}$/);
      const parsed = parseApiKey(text);
      expect(parsed?.prefix).toBe(prefix);
      expect(Buffer.from(parsed?.secret ?? '', 'base64url')).toHaveLength(32);
      const hash = createHash('sha256')
        .update(parsed?.secret ?? '')
        .digest('hex');
      expect(secretHash).toBe(hash);
    }
    expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(keys.length);
    expect(new Set(keys.map(({ secretHash }) => secretHash)).size).toBe(keys.length);
  });

  it('is read in one form only', () => {
    const { text } = generateApiKey();
    const others = ['', text.slice(0, -1), `${text}A`, ` ${text}`, `${text}\n`];
    others.push(text.replace('storno', 'Storno'), text.replace('storno_', 'storno-'));
    expect(others.filter((other) => parseApiKey(other) !== null)).toEqual([]);
  });

  it('verifies its own secret only, to the last bit', () => {
    const key = generateApiKey();
    const secret = secretOf(key);
    expect(verifyApiKey(recordOf(key), secret, NOW)).toBe(true);
    expect(verifyApiKey(recordOf(key), secretOf(generateApiKey()), NOW)).toBe(false);
    // The last character carries two bits that base64url ignores.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.charAt(alphabet.indexOf(secret.slice(-1)) ^ 1);
    expect(verifyApiKey(recordOf(key), secret.slice(0, -1) + last, NOW)).toBe(false);
  });

  it('is in force until it expires or is revoked', () => {
    const key = generateApiKey();
    const verify = (changes: Partial<ApiKeyRecord>): boolean =>
      verifyApiKey(recordOf(key, changes), secretOf(key), NOW);
    expect(verify({ expiresAt: NOW + 1 })).toBe(true);
    expect(verify({ expiresAt: NOW })).toBe(false);
    expect(verify({ revokedAt: NOW })).toBe(false);
    expect(verify({ revokedAt: NOW + 1 })).toBe(false);
  });
});

const noBody = () => Promise.reject(new Error('nobody has to read the body for that'));

function headersOf(sent: { authorization?: string | undefined; apiKey?: string | undefined }) {
  const headers = { authorization: sent.authorization, 'x-api-key': sent.apiKey };
  const given = Object.entries(headers).filter(([, text]) => text !== undefined);
  return new Map(given.map(([name, text]) => [name, text ?? '']));
}

describe('who sends a request', () => {
  const key = generateApiKey();
  const other = generateApiKey();
  const records = [recordOf(key), recordOf(other, { merchantId: 'm2', name: 'till 2' })];
  const asked: string[] = [];
  const store = {
    findApiKey: async (prefix: string) => {
      asked.push(prefix);
      return records.find((record) => record.prefix === prefix) ?? null;
    },
    hasMerchant: async () => true,
  };
  const authenticate = createAuthenticator({ merchants: store, now: () => NOW });
  const who = (authorization?: string, apiKey?: string) =>
    authenticate(headersOf({ authorization, apiKey }), noBody);
  const till = {
    merchantId: 'm1',
    actor: 'till 1',
    scopes: ['admin'],
    credential: `key ${key.prefix}`,
  };

  it('is said by either header', async () => {
    expect(await who(`Bearer ${key.text}`)).toEqual(till);
    expect(await who(`bearer  ${key.text}`)).toEqual(till);
    expect(await who(undefined, key.text)).toEqual(till);
    expect(await who(`Bearer ${key.text}`, key.text)).toEqual(till);
    expect(await who(`Bearer ${other.text}`)).toMatchObject({ merchantId: 'm2', actor: 'till 2' });
  });

  it('is nobody if the headers disagree or say nothing', async () => {
    expect(await who()).toBeNull();
    expect(await who(`Bearer ${key.text}`, other.text)).toBeNull();
    expect(await who('Basic eDp5', key.text)).toBeNull();
    expect(await who(key.text)).toBeNull();
    expect(await who(`Bearer ${key.text}, Bearer ${key.text}`)).toBeNull();
    expect(await who(`Bearer ${key.text}`, '')).toBeNull();
  });

  it('is nobody with a wrong secret, an unknown prefix or the prefix of another', async () => {
    const forged = `storno_${key.prefix}_${secretOf(other)}`;
    const unknown = generateApiKey();
    asked.length = 0;
    expect(await who(undefined, forged)).toBeNull();
    expect(await who(undefined, unknown.text)).toBeNull();
    expect(asked).toEqual([key.prefix, unknown.prefix]);
  });

  it('is nobody once the key is revoked or has expired', async () => {
    for (const changes of [{ revokedAt: 1 }, { expiresAt: NOW }]) {
      const merchants = { ...store, findApiKey: async () => recordOf(key, changes) };
      const away = createAuthenticator({ merchants, now: () => NOW });
      expect(await away(headersOf({ apiKey: key.text }), noBody)).toBeNull();
    }
  });

  it('asks the store for nothing that is no key', async () => {
    asked.length = 0;
    expect(await who(undefined, "storno_' OR 1=1 --_x")).toBeNull();
    expect(asked).toEqual([]);
  });
});
