import { describe, expect, it } from 'vitest';
import { engines } from '../contract/engines.ts';
import { openPlace } from './place.ts';
import { ROWS } from './rows.ts';

const SQL = [
  "'; DROP TABLE entry; --",
  '"; DELETE FROM wallet; --',
  "' OR '1'='1",
  '1; ATTACH DATABASE "x" AS y; --',
  '$1', // a parameter of PostgreSQL
  '?1 :a @b %s {0} ${x}',
  "E'\\\\' || pg_sleep(9) || '",
  '%',
  '_',
];
const MARKUP = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
];
/** What references may not hold, and reasons may. */
const TERMINAL = [
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  'one\r\ntwo\r\nSet-Cookie: a=b',
  '\u009b2J',
  '\u2028\u2029',
  '\u202eright to left',
  'no\ufeff\u200bwidth',
];
const ACCRUE = `mutation ($input: AccruePointsInput!) { reply: accruePoints(input: $input) {
  __typename ... on PostingSuccess { transaction { id reason description externalReference } } } }`;

describe.each(engines)(`against ${ROWS.hostileTexts} on $name`, { timeout: 60_000 }, (engine) => {
  it('are stored and given back as they are', async () => {
    const place = await openPlace({}, engine);
    const walletId = await place.shop.wallet('ann', 'stars');
    const texts = [...SQL, ...MARKUP, ...TERMINAL];
    for (const [n, text] of texts.entries()) {
      const printable = n < SQL.length + MARKUP.length;
      const externalReference = printable ? text : `order-${n}`;
      const named = { externalReference, idempotencyKey: `${externalReference}!` };
      const words = { reason: text, description: text, ...named };
      const { body } = await place.ask(ACCRUE, { input: { walletId, amount: '1', ...words } });
      const transaction = { id: expect.any(String) as unknown, reason: text, description: text };
      expect(body).toEqual({
        data: {
          reply: {
            __typename: 'AccruePointsSuccess',
            transaction: { ...transaction, externalReference },
          },
        },
      });
      const found = await place.ask(
        'query ($r: String) { transaction(externalReference: $r) { reason } }',
        { r: externalReference },
      );
      expect(found.body).toEqual({ data: { transaction: { reason: text } } });
    }
    expect(await place.shop.balances(walletId)).toMatchObject({ total: `${texts.length}.00` });
  });
});

describe(`against ${ROWS.hostileTexts}`, () => {
  it('are found as names where they may be names, and harm nothing where not', async () => {
    const place = await openPlace();
    for (const text of [...SQL, ...MARKUP, ...TERMINAL]) {
      const { body } = await place.ask(
        `query ($n: ID!, $s: String!) { wallet(id: $n) { id } transaction(id: $n) { id }
          member(code: $s) { id } program(id: $n) { id }
          r: transaction(externalReference: $s) { id } }`,
        { n: text, s: text },
      );
      const none = { wallet: null, transaction: null, member: null, program: null, r: null };
      expect(body).toEqual({ data: none });
    }
    expect(await place.shop.wallet('ann', 'stars')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('case 63: are escaped in the log, wherever they come into it', async () => {
    const lines: string[] = [];
    const place = await openPlace({ lines });
    for (const text of [...SQL, ...MARKUP, ...TERMINAL]) {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${place.shop.key}`,
      };
      await place.post({ query: '{ __typename }', operationName: text }, headers);
      await fetch(`${place.url}/${encodeURI(text.toWellFormed())}`);
    }
    const count = 2 * (SQL.length + MARKUP.length + TERMINAL.length);
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(count);
    for (const line of lines) {
      // One line each, of what a terminal prints.
      expect(line).toMatch(/^[ -~\u00a0-\uffff]*\n$/);
      expect(line).not.toMatch(/[\u2028\u2029]/);
      expect(JSON.parse(line)).toBeTypeOf('object');
    }
  });

  it('are no page: every answer says that it is JSON, and may not be guessed', async () => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('ann', 'stars');
    const input = { walletId, amount: '1', reason: MARKUP[0] };
    const heard = await place.ask(ACCRUE, { input });
    expect(heard.headers.get('content-type')).toMatch(/^application\/.*json/);
    expect(heard.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
