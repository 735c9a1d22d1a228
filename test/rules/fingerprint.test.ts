import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerAgain, fingerprintOf } from '../../src/ledger/idempotency.ts';
import type { Command } from '../../src/ledger/register.ts';

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const input = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,6}$/),
  fc.oneof(value, fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), value)),
);

/** A command with an input of any shape: to the fingerprint all are alike. */
function commandOf(name: string, fields: object): Command {
  return { name, input: fields } as unknown as Command;
}

function print(fields: object, name = 'accruePoints'): string {
  return fingerprintOf(commandOf(name, fields));
}

describe('a fingerprint', () => {
  it('case 8: is the same in whatever order the fields come', () => {
    fc.assert(
      fc.property(input, (fields) => {
        const turned = Object.fromEntries(Object.entries(fields).toReversed());
        expect(print(turned)).toBe(print(fields));
      }),
    );
  });

  it('case 8: takes null for absent, and leaves the key itself out', () => {
    fc.assert(
      fc.property(input, fc.string(), (fields, idempotencyKey) => {
        const said = Object.entries(fields).filter(([, field]) => field !== null);
        const more = { ...Object.fromEntries(said), never: null, left: undefined, idempotencyKey };
        expect(print(more)).toBe(print(fields));
      }),
    );
  });

  it('case 8: tells any other input, and any other mutation, from it', () => {
    fc.assert(
      fc.property(input, value, (fields, other) => {
        fc.pre(other !== null && fields['amount'] !== other);
        expect(print({ ...fields, amount: other })).not.toBe(print(fields));
        expect(print(fields, 'redeemPoints')).not.toBe(print(fields));
      }),
    );
  });

  it.each([
    [{ a: '1' }, { a: 1 }],
    [{ a: '' }, {}],
    [{ a: 'b,c:d' }, { a: 'b', c: 'd' }],
    [{ a: { b: '1' }, c: '2' }, { a: { b: '1', c: '2' } }],
    [{ a: ['1', '2'] }, { a: ['2', '1'] }],
    [{ amount: '1.0' }, { amount: '1.00' }],
    [{ a: false }, {}],
  ])('case 8: tells %j from %j', (one, other) => {
    expect(print(one)).not.toBe(print(other));
  });
});

describe('an answer that is given again', () => {
  const key = { key: 'key', fingerprint: 'same' };

  it('case 7: says so, and is the first one otherwise', () => {
    const outcome = { __typename: 'AccruePointsSuccess', balance: '1.00', replayed: false };
    const again = answerAgain({ fingerprint: 'same', outcome }, key);
    expect(again).toEqual({ ...outcome, replayed: true });
  });

  it('case 9: is the same refusal', () => {
    const outcome = { __typename: 'InsufficientBalanceError', message: 'no', shortfall: '1.00' };
    expect(answerAgain({ fingerprint: 'same', outcome }, key)).toEqual(outcome);
  });

  it('case 8: is a conflict with other input', () => {
    const outcome = { __typename: 'AccruePointsSuccess', replayed: false };
    expect(answerAgain({ fingerprint: 'other', outcome }, key)).toMatchObject({
      __typename: 'IdempotencyConflictError',
      idempotencyKey: 'key',
    });
  });
});
