import { describe, expect, it } from 'vitest';
import { openPlace } from './place.ts';
import { ROWS } from './rows.ts';

const LONG = 'x'.repeat(256);
/** Names that look like another, or hide what they are. */
const ODD_NAMES: [string, string][] = [
  ['256 characters', LONG],
  ['NUL', 'order\u0000-1'],
  ['a newline', 'order-1\n'],
  ['a carriage return and a newline', 'order\r\n-1'],
  ['a lone surrogate', 'order-\ud800'],
  ['the other half', '\udc00order'],
  ['a Cyrillic look-alike', '\u043erder-1'],
  ['a full-width look-alike', '\uff4frder-1'],
  ['a right-to-left override', 'order\u202e1-'],
  ['a zero-width space', 'order\u200b-1'],
  ['a byte-order mark', '\ufefforder-1'],
  ['an escape', 'order\u001b[31m'],
  ['a combining mark', 'o\u0308rder'],
  ['a blank before it', ' order-1'],
  ['an emoji', 'order-\u{1f98a}'],
];
/** Blank where a name is needed. */
const BLANKS = ['', ' ', '\t', '\u00a0'];

type Fields = Readonly<Record<string, unknown>>;

/** Mutations with their fields that name something, and the rest that they need. */
const NAMES: [string, readonly string[], Fields][] = [
  ['cancelTransaction', ['transactionId', 'externalReference', 'idempotencyKey'], {}],
  ['commitTransaction', ['transactionId', 'externalReference', 'idempotencyKey'], {}],
  ['rollbackTransaction', ['transactionId', 'externalReference', 'idempotencyKey'], {}],
  [
    'voidTransaction',
    ['memberId', 'originalTransactionId', 'externalReference', 'idempotencyKey'],
    { memberId: 'ann', originalTransactionId: 't' },
  ],
  [
    'deleteTransaction',
    ['merchantId', 'programId', 'memberCode', 'transactionId', 'idempotencyKey'],
    { merchantId: 'shop', programId: 'club', memberCode: 'ann', transactionId: 't' },
  ],
  [
    'cancelPurchase',
    ['externalReference', 'idempotencyKey'],
    { externalReference: 'r', rollbackFee: true, rollbackCashback: true },
  ],
  [
    'refundPurchase',
    ['externalReference', 'idempotencyKey'],
    { externalReference: 'r', amount: '1', rollbackFee: true, rollbackCashback: true },
  ],
  [
    'accruePoints',
    ['walletId', 'externalReference', 'idempotencyKey'],
    { walletId: 'w', amount: '1' },
  ],
  [
    'recordPurchase',
    ['walletId', 'externalReference', 'idempotencyKey'],
    { walletId: 'w', amount: '1', externalReference: 'r' },
  ],
  ['topUpWallet', ['walletId', 'externalReference'], { walletId: 'w', amount: '1' }],
  ['closeWallet', ['walletId', 'idempotencyKey'], { walletId: 'w' }],
  [
    'openWallet',
    ['programId', 'memberId', 'memberCode', 'currency', 'idempotencyKey'],
    { programId: 'club', memberId: 'ann', currency: 'stars' },
  ],
];

function inputType(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
}

function sentence(mutation: string): string {
  return `mutation ($input: ${inputType(mutation)}!) { reply: ${mutation}(input: $input) {
    __typename ... on LedgerError { message } ... on InvalidInputError { field reason } } }`;
}

/** Mutations that answer `MissingIdentifierError`: a blank says that nothing is named. */
const NAMING = /^(cancel|commit|rollback|void|delete|refund)/;

/** What a blank is refused with: where it need not name anything, it may pass for nothing. */
function blankRefusal(mutation: string, field: string): RegExp {
  if (field === 'idempotencyKey') return /^InvalidInputError$/;
  if (NAMING.test(mutation)) return /^(MissingIdentifier|InvalidInput|TransactionNotFound)Error$/;
  const isOptional = field === 'memberCode' || mutation !== 'recordPurchase';
  if (isOptional && field !== 'walletId') return /^(InvalidInput|\w+NotFound|WalletExists)Error$/;
  return /^InvalidInputError$/;
}

describe(`against ${ROWS.oddNames}`, () => {
  it.each(NAMES)('%s refuses them as InvalidInputError, with the field', async (...row) => {
    const [mutation, fields, rest] = row;
    const place = await openPlace();
    await place.shop.wallet('ann', 'stars');
    const before = await place.digest();
    for (const field of fields) {
      for (const [what, value] of ODD_NAMES) {
        const { body } = await place.ask(sentence(mutation), {
          input: { ...rest, [field]: value },
        });
        const expected = { __typename: 'InvalidInputError', field };
        expect([field, what, body]).toEqual([
          field,
          what,
          { data: { reply: expect.objectContaining(expected) as unknown } },
        ]);
      }
      for (const blank of BLANKS) {
        const { body } = await place.ask(sentence(mutation), {
          input: { ...rest, [field]: blank },
        });
        const reply = (body as { data: { reply: Fields } }).data.reply;
        expect([field, reply['__typename']]).toEqual([
          field,
          expect.stringMatching(blankRefusal(mutation, field)),
        ]);
      }
    }
    expect(await place.digest()).toBe(before);
  });
});

describe(`against ${ROWS.prototypeNames}`, () => {
  const ODD_FIELDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

  it('are unknown fields of an input, and unknown variables', async () => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('ann', 'stars');
    const query = sentence('accruePoints');
    for (const name of ODD_FIELDS) {
      const polluted = `{"walletId":"${walletId}","amount":"1","${name}":{"admin":true}}`;
      const body = `{"query":${JSON.stringify(query)},"variables":{"input":${polluted}}}`;
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${place.shop.key}`,
      };
      const inInput = await place.post(body, headers);
      expect([name, inInput.status]).toEqual([name, 400]);
      const beside = `{"${name}":{"input":1},"input":{"walletId":"${walletId}","amount":"1"}}`;
      const inVariables = await place.post(
        `{"query":${JSON.stringify(query)},"variables":${beside},"${name}":{"query":"{"}}`,
        headers,
      );
      expect(inVariables.body).toEqual({ data: { reply: { __typename: 'AccruePointsSuccess' } } });
    }
    const total = `${ODD_FIELDS.length}.00`;
    expect(await place.shop.balances(walletId)).toMatchObject({ total });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('are data like any other in ids, references, reasons and keys', async () => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('__proto__', 'stars');
    for (const name of ODD_FIELDS) {
      const named = { externalReference: name, idempotencyKey: name, reason: name };
      const { id } = await place.shop.post('accruePoints', { walletId, amount: '1', ...named });
      expect(await place.shop.transaction(id)).toMatchObject({
        externalReference: name,
        reason: name,
      });
      const again = await place.shop.run('accruePoints', { walletId, amount: '1', ...named });
      expect(again['replayed']).toBe(true);
      const reference = { __typename: 'Transaction', externalReference: name };
      const { body } = await place.ask(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Transaction { id } } }',
        { r: [reference, { __typename: 'Member', id: name }] },
      );
      const member = name === '__proto__' ? {} : null;
      expect(body).toEqual({ data: { _entities: [{ id }, member] } });
    }
  });
});
