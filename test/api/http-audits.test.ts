import { serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { sqlite } from '../contract/engine-sqlite.ts';
import { type Client, openWorld } from '../contract/world.ts';

/** Fetches as a client that has a key, and asks for what forms and images cannot. */
function fetchWith({ key }: Client): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${key}`);
    if ((init?.method ?? 'GET') === 'GET') headers.set('apollo-require-preflight', 'true');
    return fetch(input, { ...init, headers });
  };
}

function auditsOf(client: Client) {
  return serverAudits({ url: client.graphqlUrl, fetchFn: fetchWith(client) });
}

async function statusOf(client: Client, accept: string, body: unknown): Promise<number> {
  const response = await fetchWith(client)(client.graphqlUrl, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  return response.status;
}

describe('GraphQL over HTTP', () => {
  it('passes each of the 61 audits of graphql-http', async () => {
    const { shop } = await openWorld(sqlite);
    const audits = auditsOf(shop);
    expect(audits).toHaveLength(61);
    const failed: string[] = [];
    for (const { id, name, fn } of audits) {
      const result = await fn();
      if (result.status !== 'ok') failed.push(`${id} ${name}: ${result.reason}`);
    }
    expect(failed).toEqual([]);
  });

  it('says 200 to a refused document only where just application/json is accepted', async () => {
    const { shop } = await openWorld(sqlite);
    const refused = { query: '{ nothing }' };
    for (const accept of ['application/json', 'Application/JSON; charset=utf-8']) {
      expect(await statusOf(shop, accept, refused)).toBe(200);
    }
    for (const accept of ['*/*', 'application/graphql-response+json, application/json;q=0.9']) {
      expect(await statusOf(shop, accept, refused)).toBe(400);
    }
    expect(await statusOf(shop, 'application/json', { operation: '{ __typename }' })).toBe(400);
  });
});
