import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import type { TokenSettings } from '../../src/merchant/token.ts';

export const ISSUER = 'https://id.example.com/';
export const AUDIENCE = 'storno';
export const SHARED = 'a secret of thirty-two bytes, or more of them';

/** What a token may say, however wrong. */
export type Said = Readonly<Record<string, unknown>>;

/** What a good token says. */
export function claims(now: number, changes: Said = {}): JWTPayload {
  const seconds = Math.floor(now / 1_000);
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'ann@example.com',
    exp: seconds + 300,
    merchant_id: 'shop',
    scope: 'openid ledger:read',
    ...changes,
  };
}

/** A token that is signed with the shared secret. */
export function sharedToken(payload: JWTPayload, secret = SHARED, alg = 'HS256'): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

export function settings(changes: Partial<TokenSettings> = {}): TokenSettings {
  return {
    keys: { secret: SHARED },
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience: AUDIENCE,
    merchantClaim: 'merchant_id',
    ...changes,
  };
}

/** A server that publishes the public keys of an issuer, as long as it likes to. */
export async function openIssuer() {
  const [one, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(one.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const state = { asked: 0, answers: true };
  const server = createServer((_, response) => {
    state.asked += 1;
    response.statusCode = state.answers ? 200 : 500;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const sign = (payload: JWTPayload, header: object = {}, key = one.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
  const jwksUrl = `http://127.0.0.1:${port}/jwks.json`;
  const publicPem = JSON.stringify(jwk);
  return {
    state,
    sign,
    signWithOtherKey: (payload: JWTPayload) => sign(payload, {}, other.privateKey),
    publicPem,
    settings: settings({ keys: { jwksUrl }, algorithms: ['RS256', 'ES256'] }),
  };
}
