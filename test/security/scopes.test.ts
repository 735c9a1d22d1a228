import { describe, expect, it } from 'vitest';
import { openPlace, type Place, refusalOf } from './place.ts';

const FORBIDDEN = '403 FORBIDDEN';
const ANSWERED = '200 OK';

/** An operation for each scope, none of which finds what it names. */
const OPERATIONS = {
  'ledger:read': '{ wallet(id: "w") { id } }',
  'ledger:post': 'mutation { closeWallet(input: { walletId: "w" }) { __typename } }',
  'ledger:cancel': 'mutation { cancelTransaction(input: { transactionId: "t" }) { __typename } }',
  'ledger:void': `mutation { voidTransaction(input: { memberId: "m", originalTransactionId: "t" })
    { __typename } }`,
  'ledger:delete': `mutation { deleteTransaction(input: { merchantId: "shop", programId: "club",
    memberCode: "m", transactionId: "t" }) { __typename } }`,
  'purchase:cancel': `mutation { cancelPurchase(input: { externalReference: "r",
    rollbackFee: true, rollbackCashback: true }) { __typename } }`,
  admin: 'mutation { suspendWallet(input: { walletId: "w" }) { __typename } }',
} as const;
const SCOPES = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

const ACCRUE = `mutation ($input: AccruePointsInput!) { accruePoints(input: $input) {
  __typename } }`;

async function fate(place: Place, key: string, query: string, variables = {}): Promise<string> {
  return refusalOf(await place.ask(query, variables, key));
}

describe('what a key grants', () => {
  it.each(SCOPES)('%s and nothing else', async (scope) => {
    const place = await openPlace();
    const key = await place.keyFor(scope);
    for (const other of SCOPES) {
      const granted = other === scope || scope === 'admin';
      expect([other, await fate(place, key, OPERATIONS[other])]).toEqual([
        other,
        granted ? ANSWERED : FORBIDDEN,
      ]);
    }
  });

  it('several, each by itself', async () => {
    const place = await openPlace();
    const key = await place.keyFor('ledger:read', 'ledger:post');
    expect(await fate(place, key, OPERATIONS['ledger:read'])).toBe(ANSWERED);
    expect(await fate(place, key, OPERATIONS['ledger:post'])).toBe(ANSWERED);
    expect(await fate(place, key, OPERATIONS['ledger:cancel'])).toBe(FORBIDDEN);
  });

  it('a preview where it grants the reversal', async () => {
    const place = await openPlace();
    const preview = '{ previewCancelTransaction(input: { transactionId: "t" }) { __typename } }';
    expect(await fate(place, await place.keyFor('ledger:cancel'), preview)).toBe(ANSWERED);
    expect(await fate(place, await place.keyFor('ledger:read'), preview)).toBe(FORBIDDEN);
  });

  it('case 58: a read key on a mutation is FORBIDDEN, and nothing is written', async () => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('ann', 'stars');
    const key = await place.keyFor('ledger:read');
    const before = await place.digest();
    const heard = await place.ask(ACCRUE, { input: { walletId, amount: '5' } }, key);
    expect(heard.status).toBe(403);
    expect(heard.body).toEqual({
      errors: [
        {
          message: 'The credential does not grant accruePoints as it is asked for.',
          locations: [{ line: 1, column: 41 }],
          path: ['accruePoints'],
          extensions: { code: 'FORBIDDEN', requiredScopes: [['ledger:post'], ['admin']] },
        },
      ],
    });
    expect(await place.digest()).toBe(before);
  });

  it('an operation whole or not at all, wherever its fields stand', async () => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('ann', 'stars');
    const key = await place.keyFor('ledger:post');
    const post = `accruePoints(input: { walletId: "${walletId}", amount: "5" }) { __typename }`;
    const cancel = 'x: cancelTransaction(input: { transactionId: "t" }) { __typename }';
    for (const operation of [
      `mutation { ${post} ${cancel} }`,
      `mutation { ${post} ... on Mutation { ${cancel} } }`,
      `mutation { ${post} ...F } fragment F on Mutation { ...G }
        fragment G on Mutation { ${cancel} }`,
      `mutation { ${post} ... @skip(if: true) { ${cancel} } }`,
      `query Q { __typename } mutation M { ${post} ${cancel} }`,
    ]) {
      const body = { query: operation, ...(operation.includes(' M ') && { operationName: 'M' }) };
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const heard = await place.post(body, headers);
      expect([operation, refusalOf(heard)]).toEqual([operation, FORBIDDEN]);
      expect(heard.text).not.toContain('Success');
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: '0.00' });
  });
});

describe('the scope ledger:override', () => {
  const INPUTS = [
    ['cancelTransaction', 'transactionId: "t"', 'ledger:cancel'],
    ['voidTransaction', 'memberId: "m", originalTransactionId: "t"', 'ledger:void'],
    [
      'cancelPurchase',
      'externalReference: "r", rollbackFee: true, rollbackCashback: true',
      'purchase:cancel',
    ],
    [
      'refundPurchase',
      'externalReference: "r", amount: "1", rollbackFee: true, rollbackCashback: true',
      'purchase:cancel',
    ],
  ] as const;

  it.each(INPUTS)('is needed where %s says what to do about a shortfall', async (...row) => {
    const [field, fields, scope] = row;
    const place = await openPlace();
    const plain = await place.keyFor(scope);
    const overriding = await place.keyFor(scope, 'ledger:override');
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const literal = `mutation {
      ${field}(input: { ${fields}, onShortfall: REJECT }) { __typename } }`;
    const variable = `mutation ($policy: ShortfallPolicy) {
      ${field}(input: { ${fields}, onShortfall: $policy }) { __typename } }`;
    const byDefault = variable.replace('ShortfallPolicy', 'ShortfallPolicy = ALLOW_NEGATIVE');
    const whole = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
    const input = Object.fromEntries(
      fields.split(', ').map((part) => {
        const [name = '', value = ''] = part.split(': ');
        return [name, JSON.parse(value) as unknown];
      }),
    );
    const given: [string, object][] = [
      [literal, {}],
      [variable, { policy: 'WITHIN_BALANCE' }],
      [byDefault, {}],
      [whole, { input: { ...input, onShortfall: 'ALLOW_NEGATIVE' } }],
    ];
    for (const [query, variables] of given) {
      const heard = await place.ask(query, variables, plain);
      expect(refusalOf(heard)).toBe(FORBIDDEN);
      expect(heard.body).toMatchObject({
        errors: [
          { path: [field], extensions: { requiredScopes: [['ledger:override'], ['admin']] } },
        ],
      });
      expect(await fate(place, overriding, query, variables)).toBe(ANSWERED);
    }
    const absent: [string, object][] = [
      [variable, {}],
      [variable, { policy: null }],
      [byDefault, { policy: null }],
      [whole, { input }],
      [whole, { input: { ...input, onShortfall: null } }],
    ];
    for (const [query, variables] of absent) {
      expect(await fate(place, plain, query, variables)).toBe(ANSWERED);
    }
    expect(await fate(place, plain, whole, { input: { ...input, onShortfall: 7 } })).toBe(
      '400 BAD_USER_INPUT',
    );
  });

  it('is needed in a preview as well, and grants nothing by itself', async () => {
    const place = await openPlace();
    const preview = `{ previewCancelTransaction(
      input: { transactionId: "t", onShortfall: ALLOW_NEGATIVE }) { __typename } }`;
    expect(await fate(place, await place.keyFor('ledger:cancel'), preview)).toBe(FORBIDDEN);
    expect(await fate(place, await place.keyFor('ledger:override'), preview)).toBe(FORBIDDEN);
    const both = await place.keyFor('ledger:cancel', 'ledger:override');
    expect(await fate(place, both, preview)).toBe(ANSWERED);
  });
});

describe('what federation adds', () => {
  const sdl = '{ _service { sdl } }';
  const entities = '{ _entities(representations: []) { __typename } }';

  it('case 58: is nobody’s without a credential', async () => {
    const place = await openPlace();
    for (const query of [sdl, entities, '{ __typename }', '{ __schema { types { name } } }', '{']) {
      const heard = await place.post({ query }, { 'content-type': 'application/json' });
      expect(refusalOf(heard)).toBe('401 UNAUTHENTICATED');
    }
  });

  it('asks for ledger:read for references, and for any credential for the schema', async () => {
    const place = await openPlace();
    const [reading, posting] = [
      await place.keyFor('ledger:read'),
      await place.keyFor('ledger:post'),
    ];
    expect(await fate(place, posting, sdl)).toBe(ANSWERED);
    expect(await fate(place, posting, entities)).toBe(FORBIDDEN);
    expect(await fate(place, reading, entities)).toBe(ANSWERED);
  });

  it('tells everybody the schema, and that alone, where composition is open', async () => {
    const place = await openPlace({ security: { openSdl: true }, introspection: false });
    const strange = (query: string) =>
      place.post({ query }, { 'content-type': 'application/json' });
    const own = await place.ask(sdl);
    for (const query of [
      sdl,
      'query __ApolloGetServiceDefinition__ { _service { sdl } }',
      'query SubgraphIntrospectQuery {\n # eslint-disable-next-line\n _service { sdl }\n}',
    ]) {
      const heard = await strange(query);
      expect(heard.status).toBe(200);
      expect(heard.body).toEqual(own.body);
    }
    for (const query of [
      '{ _service { sdl } program(id: "club") { id } }',
      '{ s: _service { sdl } }',
      'mutation { _service { sdl } }',
      '{ _service { __typename } }',
      entities,
      '{ __schema { types { name } } }',
      '{',
    ]) {
      expect(refusalOf(await strange(query))).toBe('401 UNAUTHENTICATED');
    }
  });
});
