import { type IncomingMessage, request } from 'node:http';
import { expect, it } from 'vitest';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { KEY, startToy } from './toy-server.ts';

/** Status and type of an answer; unlike `fetch`, this sends no header of its own. */
async function typeOf(url: string, key: string, accept: string | null): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${key}`,
    ...(accept !== null && { accept }),
  };
  const asked = request(`${url}/graphql`, { method: 'POST', headers, agent: false });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.once('response', resolve).once('error', reject).end('{"query":"{ __typename }"}');
  const answer = await promise;
  answer.resume();
  return `${answer.statusCode} ${answer.headers['content-type']}`;
}

it('an answer has the type that Apollo Server would choose by itself', async () => {
  const { served, shop } = await openWorld(sqlite);
  const toy = await startToy();
  const types: string[] = [];
  for (const accept of [
    null,
    '*/*',
    'application/json',
    'application/json, text/plain',
    'application/graphql-response+json,application/json;q=0.9',
    'application/graphql-response+json',
    'application/json;q=0.9,application/graphql-response+json',
    'text/html',
  ]) {
    const expected = await typeOf(toy.url, KEY, accept);
    expect(await typeOf(served.url, shop.key, accept)).toBe(expected);
    types.push(expected);
  }
  expect(new Set(types).size).toBe(3);
  await toy.server.close(1_000);
  await toy.apollo.stop();
});
