import { describe, expect, it } from 'vitest';
import { openPlace, type Place, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) {
  __typename ... on Wallet { id } ... on Transaction { id } } }`;
const NOTHING = '019bc000-0000-7000-8000-000000000000';

async function fate(place: Place, representations: unknown): Promise<string> {
  const heard = await place.ask(ENTITIES, { r: representations });
  expect(heard.text).not.toMatch(/INTERNAL_SERVER_ERROR|\bat \//);
  return refusalOf(heard);
}

function many(count: number) {
  return Array.from({ length: count }, () => ({ __typename: 'Wallet', id: 'w' }));
}

describe(`against ${ROWS.oddRepresentations}`, () => {
  it('case 60: 20,000 are refused, by their bytes or by their number', async () => {
    const place = await openPlace();
    // As many as fit into a body are still too many.
    expect(await fate(place, many(1_600))).toBe('400 BAD_USER_INPUT');
    expect(await fate(place, many(20_000))).toBe('413 PAYLOAD_TOO_LARGE');
    expect(await fate(place, many(1_000))).toBe('200 OK');
  });

  it.each([
    [{ __typename: 'Nope', id: 'w' }],
    [{ __typename: 'Query' }],
    [{ __typename: 'Mutation', id: 'w' }],
    [{ __typename: '_Service' }],
    [{ __typename: 'Lot', id: 'w' }],
    [{ __typename: 'LedgerError' }],
    [{ __typename: '__Type', name: 'x' }],
    [{ __typename: '__proto__', id: 'w' }],
    [{ __typename: 'constructor', id: 'w' }],
    [{ __typename: 'wallet', id: 'w' }],
    [{ __typename: 'Wallet\u0000', id: 'w' }],
    [{ __typename: '', id: 'w' }],
    [{ __typename: 1, id: 'w' }],
    [{ __typename: ['Wallet'], id: 'w' }],
    [{ __typename: { toString: 'Wallet' }, id: 'w' }],
    [{ id: 'w' }],
    [{}],
    [[]],
    ['Wallet'],
    [7],
    [true],
    [{ __typename: 'Wallet' }],
    [{ __typename: 'Wallet', externalReference: 'r' }],
    [{ __typename: 'Wallet', id: 7 }],
    [{ __typename: 'Wallet', id: ['w'] }],
    [{ __typename: 'Wallet', id: { $ne: null } }],
    [{ __typename: 'Transaction', id: true }],
  ])('%o is a 400, and takes the others with it', async (odd) => {
    const place = await openPlace();
    const id = await place.shop.wallet('ann', 'stars');
    expect(await fate(place, [odd])).toBe('400 BAD_USER_INPUT');
    expect(await fate(place, [{ __typename: 'Wallet', id }, odd])).toBe('400 BAD_USER_INPUT');
  });

  it.each([
    '',
    ' ',
    'no-uuid',
    '\u0000',
    '\ud800',
    `${NOTHING}\n`,
    NOTHING.toUpperCase(),
    "' OR 1=1 --",
    'x'.repeat(10_000),
  ])('case 60: the id %j is null', async (id) => {
    const place = await openPlace();
    const types = ['Wallet', 'Transaction', 'Member', 'Program'];
    const representations = types.map((__typename) => ({ __typename, id }));
    const heard = await place.ask(ENTITIES, { r: representations });
    expect(heard.body).toEqual({ data: { _entities: [null, null, null, null] } });
  });

  it('anything but a list of them is a 400', async () => {
    const place = await openPlace();
    for (const odd of [null, {}, 'x', 7, [null], [[{ __typename: 'Wallet', id: 'w' }]]]) {
      expect(await fate(place, odd)).toMatch(/^400 /);
    }
  });
});
