import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policies } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, type Json, openWorld } from './world.ts';

const perEarn = { basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 500_000n } as const;
const inactivity = { basis: 'LAST_TRANSACTION', intervalDays: 30, percentage: 200_000n } as const;
const half: Partial<Policies> = { depreciations: [perEarn] };
const idle: Partial<Policies> = { depreciations: [inactivity] };
const fee: Partial<Policies> = { recurringFees: [{ intervalDays: 30, amount: 500n }] };
const all: Partial<Policies> = { depreciations: [perEarn, inactivity], ...fee };

interface Row {
  readonly id: string;
  readonly type: string;
  readonly amount: string;
  readonly balanceAfter: string;
}
interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

async function page(shop: Client, id: string, asked: string): Promise<Page> {
  const data = await shop.query(
    `query ($id: ID!) { wallet(id: $id) { history(${asked}) {
      edges { cursor node { id type amount balanceAfter effectiveAt } }
      pageInfo { hasNextPage hasPreviousPage } } } }`,
    { id },
  );
  return (data['wallet'] as unknown as { history: Page }).history;
}

/** A wallet's history, newest first. */
async function history(shop: Client, id: string, more = ''): Promise<Row[]> {
  return (await page(shop, id, `first: 100 ${more}`)).edges.map(({ node }) => node);
}

async function entities(shop: Client, ids: readonly string[]): Promise<Json> {
  const data = await shop.query(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Transaction { id status entries { amount } lots { id } wallet { id } uniqueCode
        mainTransaction { id } reversal { id } usedGiftBalances { amount } } } }`,
    { representations: ids.map((id) => ({ __typename: 'Transaction', id })) },
  );
  return data['_entities'] ?? null;
}

describe.each(engines)('derived rules on $name', (engine) => {
  it.each([
    ['cancelTransaction', idle],
    ['rollbackTransaction', idle],
    ['commitTransaction', half],
    ['commitTransaction', all],
  ])('case 50: %s of a hold answers with the balance that it leaves', async (mutation, own) => {
    const { shop, pass } = await openWorld(engine, own);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(20 * DAY);
    const hold = { walletId, amount: '60', temporary: true, timeoutSeconds: 40 * 86_400 };
    const held = await shop.post('redeemPoints', hold);
    pass(15 * DAY);

    const reply = await shop.run(mutation, { transactionId: held.id });

    const { active } = await shop.balances(walletId);
    expect(reply).toMatchObject({ balance: active });
  });

  it('take nothing of what is held, nor from what was restored before they were due', async () => {
    const { shop, pass } = await openWorld(engine, half);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '40' });
    const hold = { walletId, amount: '50', temporary: true, timeoutSeconds: 45 * 86_400 };
    await shop.post('redeemPoints', hold);
    pass(30 * DAY);
    expect(await shop.balances(walletId)).toMatchObject({ active: '5.00', held: '50.00' });

    const reply = await shop.run('cancelTransaction', { transactionId: spent.id });

    expect(reply).toMatchObject({ balance: '45.00', lots: [{ restored: '40.00' }] });
    pass(30 * DAY);
    const balances = { total: '100.00', active: '47.50', held: '0.00', derived: '52.50' };
    expect(await shop.balances(walletId)).toMatchObject(balances);
  });

  it('never take more of a lot than a debit that counts from before it has left', async () => {
    const { shop, at, pass } = await openWorld(engine, half);
    const walletId = await shop.wallet('ann', 'stars');
    pass(DAY);
    await shop.post('accruePoints', { walletId, amount: '100' });
    await shop.post('redeemPoints', { walletId, amount: '90', effectiveAt: at(-DAY) });

    pass(30 * DAY);

    expect(await shop.balances(walletId)).toMatchObject({ total: '10.00', active: '5.00' });
  });

  it('take from all that is active, also what came back to an earn that is undone', async () => {
    const { shop, pass } = await openWorld(engine, fee);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    const spent = await shop.post('redeemPoints', { walletId, amount: '80' });
    const cancel = { transactionId: earned.id, onShortfall: 'WITHIN_BALANCE' };
    await shop.run('cancelTransaction', cancel);
    await shop.run('cancelTransaction', { transactionId: spent.id });
    expect(await shop.balances(walletId)).toMatchObject({ active: '80.00' });

    pass(30 * DAY);

    expect(await shop.balances(walletId)).toMatchObject({ active: '75.00', derived: '5.00' });
  });

  it('case 33: come as without it when the latest redemption is deleted', async () => {
    const { shop, pass } = await openWorld(engine, idle);
    const walletId = await shop.wallet('ann', 'stars');
    const other = await shop.wallet('bob', 'stars');
    await shop.post('accruePoints', { walletId: other, amount: '100' });
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(20 * DAY);
    const { id } = await shop.post('redeemPoints', { walletId, amount: '50' });
    pass(15 * DAY);
    const named = { merchantId: 'shop', programId: 'club', memberCode: 'ann', transactionId: id };
    const preview = await shop.preview('deleteTransaction', named);

    const reply = await shop.run('deleteTransaction', named);

    expect(preview).toMatchObject({ balance: reply['balance'] ?? null });
    expect(await shop.balances(other)).toMatchObject({ active: '80.00' });
    expect(await shop.balances(walletId)).toEqual(await shop.balances(other));
  });

  it('show what was left after each of them, in the order in which they were taken', async () => {
    const { shop, pass } = await openWorld(engine, all);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    await shop.post('redeemPoints', { walletId, amount: '15' });

    const rows = await history(shop, walletId);

    expect(rows.map(({ type, amount, balanceAfter }) => [type, amount, balanceAfter])).toEqual([
      ['REDEMPTION', '15.00', '20.00'],
      ['RECURRING_FEE', '5.00', '35.00'],
      ['DEPRECIATION', '10.00', '40.00'],
      ['DEPRECIATION', '50.00', '50.00'],
      ['ACCRUAL', '100.00', '100.00'],
    ]);
  });

  it.each(['9999-12-31', '+275760-09-12'])('are no defect as late as %s', async (day) => {
    const daily = { recurringFees: [{ intervalDays: 1, amount: 1n }] };
    const { shop } = await openWorld(engine, daily);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '1' });

    const { text } = await shop.send(
      `query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { active } } }`,
      { id: walletId, at: `${day}T00:00:00.000Z` },
    );

    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  });

  it('case 49: asked often, they are what they are when asked once', async () => {
    const { shop, pass } = await openWorld(engine, all);
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ max: 35 })));
    let runs = 0;
    const property = fc.asyncProperty(steps, async (days) => {
      runs += 1;
      const often = await shop.wallet(`often-${runs}`, 'stars');
      const once = await shop.wallet(`once-${runs}`, 'stars');
      for (const [minor, day] of days) {
        const amount = (minor / 100).toFixed(2);
        const mutation = minor % 3 === 0 ? 'redeemPoints' : 'accruePoints';
        for (const walletId of [often, once]) await shop.run(mutation, { walletId, amount });
        pass(Math.max(0, day) * DAY);
        await Promise.all([history(shop, often), shop.balances(often)]);
      }
      const seen = async (id: string) => {
        const rows = (await history(shop, id)).map((row) => ({ ...row, id: '' }));
        return { rows, balances: await shop.balances(id) };
      };
      expect(await seen(often)).toEqual(await seen(once));
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it.each([
    [1, ''],
    [3, ''],
    [4, ', filter: { types: [DEPRECIATION, ACCRUAL] }'],
    [2, ', filter: { from: "2026-02-14T09:30:00.000Z", to: "2026-04-15T09:30:00.000Z" }'],
  ])('page %d at a time, forwards and backwards%s', async (size, filter) => {
    const { shop, pass } = await openWorld(engine, all);
    const walletId = await shop.wallet('ann', 'stars');
    for (const amount of ['100', '50', '20']) {
      await shop.post('accruePoints', { walletId, amount });
      pass(30 * DAY);
    }
    const whole = (await history(shop, walletId, filter)).map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(6);

    for (const [count, beyond] of [['first', 'after'] as const, ['last', 'before'] as const]) {
      let ids: string[] = [];
      for (let [cursor, more] = ['', true]; more; ) {
        const from = cursor && `, ${beyond}: "${cursor}"`;
        const found = await page(shop, walletId, `${count}: ${size}${from}${filter}`);
        const { hasNextPage, hasPreviousPage } = found.pageInfo;
        const some = found.edges.map(({ node }) => node.id);
        ids = count === 'first' ? [...ids, ...some] : [...some, ...ids];
        more = count === 'first' ? hasNextPage : hasPreviousPage;
        expect(count === 'first' ? hasPreviousPage : hasNextPage).toBe(cursor !== '');
        cursor = found.edges.at(count === 'first' ? -1 : 0)?.cursor ?? '';
      }
      expect(ids).toEqual(whole);
    }
  });

  it('are found by their ids once they are due, by their own merchant', async () => {
    const { shop, pass, merchant } = await openWorld(engine, all);
    const other = await merchant('other', all);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    const due = (await history(shop, walletId))
      .map(({ id }) => id)
      .filter((id) => id.includes('~'));
    expect(due).toHaveLength(3);
    const early = due.map((id) => id.replace(/1$/, '2').replace(/\d{13}$/, (n) => `${+n + 1}`));
    const odd = ['~', '~fee.0.1', `${walletId}~fee.0.0`, `${walletId}~fee.00.1`];
    const madeUp = [...odd, `${earned.id}~fee.0.1`, `${walletId}~depreciation.0.1`];
    const parts = { entries: [], lots: [], usedGiftBalances: [], reversal: null };
    const found = due.map((id) => ({ id, status: 'POSTED', ...parts, wallet: { id: walletId } }));
    expect(await entities(shop, due)).toMatchObject(found);
    expect(await entities(other, due)).toEqual(due.map(() => null));
    for (const id of [...early, ...madeUp]) {
      expect(await entities(shop, [id])).toEqual([null]);
      expect(await shop.transaction(id)).toBeNull();
      const reply = await shop.refused(walletId, 'cancelTransaction', { transactionId: id });
      expect(reply).toMatchObject({ __typename: 'TransactionNotFoundError', transactionId: id });
    }
    const foreign = await other.run('cancelTransaction', { transactionId: due[0] });
    expect(foreign).toMatchObject({ __typename: 'TransactionNotFoundError' });
  });
});
