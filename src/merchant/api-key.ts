import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../ledger/time.ts';
import type { Scope } from './scope.ts';

/** What is stored of a key. The secret is not: whoever reads the database cannot sign in. */
export interface ApiKeyRecord {
  /** Names the key in public, in look-ups and in listings. Unique over all merchants. */
  readonly prefix: string;
  /** SHA-256 of the secret's text, 64 hexadecimal digits in lower case. */
  readonly secretHash: string;
  /** What the merchant calls it; audit records and logs show it as the actor. */
  readonly name: string;
  readonly merchantId: string;
  /** What it is good for; never empty. */
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  /** From this moment on the key is refused; null: never expires. */
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface ParsedApiKey {
  readonly prefix: string;
  readonly secret: string;
}

export interface GeneratedApiKey {
  /** The whole key. It is shown once, to whoever asked for it, and kept nowhere. */
  readonly text: string;
  readonly prefix: string;
  readonly secretHash: string;
}

const API_KEY_PREFIX_LENGTH = 12;
const API_KEY_SECRET_BYTES = 32;

/** Base 32, so that five bits of a random byte pick a character without bias. */
const PREFIX_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const PREFIX_MASK = PREFIX_ALPHABET.length - 1;

const API_KEY = /^storno_([a-z2-7]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * The secret is 256 random bits: nobody can try them all, so that a slow hash (which exists for
 * passwords that people choose) would only slow every request down.
 */
export function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

export function generateApiKey(): GeneratedApiKey {
  const prefix = Array.from(randomBytes(API_KEY_PREFIX_LENGTH), (byte) =>
    PREFIX_ALPHABET.charAt(byte & PREFIX_MASK),
  ).join('');
  const secret = randomBytes(API_KEY_SECRET_BYTES).toString('base64url');
  return { text: `storno_${prefix}_${secret}`, prefix, secretHash: hashSecret(secret) };
}

/** Null: the text has not the form `storno_<prefix>_<secret>`. */
export function parseApiKey(text: string): ParsedApiKey | null {
  const [, prefix, secret] = API_KEY.exec(text) ?? [];
  return prefix && secret ? { prefix, secret } : null;
}

/**
 * Whether the secret is the record's, and the record is in force. The secret is compared first and
 * in constant time, so that how long it takes tells neither the hash nor the key's state.
 */
export function verifyApiKey(record: ApiKeyRecord, secret: string, at: Instant): boolean {
  const matches = timingSafeEqual(
    Buffer.from(hashSecret(secret), 'hex'),
    Buffer.from(record.secretHash, 'hex'),
  );
  const inForce = record.revokedAt === null && (record.expiresAt === null || at < record.expiresAt);
  return matches && inForce;
}
