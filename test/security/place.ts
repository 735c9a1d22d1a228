import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { Scope } from '../../src/merchant/scope.ts';
import type { Engine } from '../contract/engine.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { type Client, openWorld, type Settings, type World } from '../contract/world.ts';

/** What came back, whatever it is. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
  readonly ms: number;
}

export type SentHeaders = Readonly<Record<string, string>>;

/** A world to attack: merchants `shop` and `rival`, and whatever one likes to send. */
export interface Place extends World {
  readonly rival: Client;
  readonly url: string;
  /** Sends a body to `/graphql` with exactly these headers. */
  post(body: string | Uint8Array | object, headers: SentHeaders): Promise<Heard>;
  /** Sends an operation with an API key, that of merchant `shop` unless given. */
  ask(query: string, variables?: object, key?: string): Promise<Heard>;
  /** Makes a key of merchant `shop` that grants no more than this. */
  keyFor(...scopes: readonly Scope[]): Promise<string>;
}

export const JSON_BODY = { 'content-type': 'application/json' };

export async function openPlace(settings: Settings = {}, engine: Engine = sqlite): Promise<Place> {
  const world = await openWorld(engine, {}, settings);
  const rival = await world.merchant('rival');
  const { url, store } = world.served;
  const post: Place['post'] = (body, headers) =>
    request(`${url}/graphql`, { method: 'POST', headers: { ...headers }, body: bytesOf(body) });
  return {
    ...world,
    rival,
    url,
    post,
    ask: (query, variables = {}, key = world.shop.key) =>
      post({ query, variables }, { ...JSON_BODY, authorization: `Bearer ${key}` }),
    async keyFor(...scopes) {
      const { text, prefix, secretHash } = generateApiKey();
      const key = { prefix, secretHash, name: scopes.join(' '), merchantId: 'shop', scopes };
      const since = { createdAt: world.now(), expiresAt: null, revokedAt: null };
      await store.merchants.createApiKey({ ...key, ...since });
      return text;
    },
  };
}

function bytesOf(body: string | Uint8Array | object): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

export async function request(url: string, init: RequestInit): Promise<Heard> {
  const began = performance.now();
  const response = await fetch(url, init);
  const text = await response.text();
  const ms = performance.now() - began;
  return { status: response.status, headers: response.headers, text, body: parsed(text), ms };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an answer is refused with: its status and the code of its first error. */
export function refusalOf({ status, body }: Heard): string {
  const { errors } = body as { errors?: readonly { extensions?: { code?: string } }[] };
  return `${status} ${errors?.[0]?.extensions?.code ?? 'OK'}`;
}
