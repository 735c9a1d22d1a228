import { describe, it } from 'vitest';
import type { Policies } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, DAY, openWorld } from './world.ts';

const perEarn: Partial<Policies> = {
  depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n }],
};
const half: Partial<Policies> = {
  depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 500_000n }],
};
const inactivity: Partial<Policies> = {
  depreciations: [{ basis: 'LAST_TRANSACTION', intervalDays: 30, percentage: 200_000n }],
};
const fee: Partial<Policies> = { recurringFees: [{ intervalDays: 30, amount: 500n }] };
async function rows(shop: Client, id: string) {
  const data = await shop.query(
    `query ($id: ID!) { wallet(id: $id) { history(first: 100) {
      edges { node { id type status amount balanceAfter effectiveAt } } } } }`, { id });
  return JSON.stringify((data['wallet'] as any).history.edges.map((e: any) => `${e.node.effectiveAt.slice(0,10)} ${e.node.type} ${e.node.status} ${e.node.amount} -> ${e.node.balanceAfter}`), null, 1);
}
const pick = (r: any) => JSON.stringify({ t: r.__typename, balance: r.balance, s: r.shortfall, after: r.transaction?.balanceAfter, rev: r.reversal?.balanceAfter });

describe.each(engines)('probe $name', (engine) => {
  it('B: commit hold after big loss', async () => {
    const { shop, pass } = await openWorld(engine, half);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    const held = await shop.post('redeemPoints', { walletId, amount: '40', temporary: true });
    console.log('B before', await shop.balances(walletId));
    const r = await shop.run('commitTransaction', { transactionId: held.id });
    console.log('B', pick(r), await shop.balances(walletId));
  });
  it('A: cancel/rollback hold under LAST', async () => {
    const { shop, pass } = await openWorld(engine, inactivity);
    for (const [m, who] of [['cancelTransaction', 'ann'], ['rollbackTransaction', 'bob']] as const) {
      const walletId = await shop.wallet(who, 'stars');
      await shop.post('accruePoints', { walletId, amount: '100' });
      pass(20 * DAY);
      const held = await shop.post('redeemPoints', { walletId, amount: '40', temporary: true, timeoutSeconds: 3600 * 24 * 50 });
      pass(15 * DAY);
      const r = await shop.run(m, { transactionId: held.id });
      console.log('A', pick(r), await shop.balances(walletId));
    }
  });
  it('T: back-dated debit before its lot', async () => {
    const { shop, pass, at } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    pass(5 * DAY);
    await shop.post('accruePoints', { walletId, amount: '100' });
    const r = await shop.run('redeemPoints', { walletId, amount: '95', effectiveAt: at(-2 * DAY) });
    pass(30 * DAY);
    console.log('T', pick(r), await shop.balances(walletId), await rows(shop, walletId));
  });
  it('X: undone lot immune', async () => {
    const { shop, pass } = await openWorld(engine, fee);
    const walletId = await shop.wallet('ann', 'stars');
    const e = await shop.post('accruePoints', { walletId, amount: '100' });
    const s = await shop.post('redeemPoints', { walletId, amount: '80' });
    console.log('X1', pick(await shop.run('cancelTransaction', { transactionId: e.id, onShortfall: 'WITHIN_BALANCE' })));
    console.log('X2', pick(await shop.run('cancelTransaction', { transactionId: s.id })));
    console.log('X', await shop.balances(walletId));
    pass(60 * DAY);
    console.log('X', await shop.balances(walletId), await rows(shop, walletId));
  });
  it('H: same moment ordering and balanceAfter', async () => {
    const { shop, pass } = await openWorld(engine, { ...perEarn, ...fee });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(30 * DAY);
    await shop.post('redeemPoints', { walletId, amount: '50' });
    console.log('H', await rows(shop, walletId));
  });
  it('N: far future', async () => {
    const { shop, pass } = await openWorld(engine, { recurringFees: [{ intervalDays: 1, amount: 1n }] });
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    for (const at of ['2126-01-01T00:00:00.000Z', '4000-12-31T00:00:00.000Z', '9999-12-31T00:00:00.000Z']) {
      const t = performance.now();
      const r = await shop.send(`query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { active } } }`, { id: walletId, at });
      console.log('N', at, r.text, performance.now() - t);
    }
  });
  it('M: expiring', async () => {
    const { shop, pass, at } = await openWorld(engine, perEarn);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100', expiresAt: at(45 * DAY) });
    pass(30 * DAY);
    const r = await shop.send(`query ($id: ID!, $p: LedgerPeriod!) { wallet(id: $id) { expiringPoints(period: $p) balances { active } } }`, { id: walletId, p: { from: at(), to: at(100 * DAY) } });
    console.log('M', r.text);
    pass(20 * DAY);
    console.log('M', await shop.balances(walletId));
  });
  it('L: past debt', async () => {
    const { shop, pass, at } = await openWorld(engine, {});
    const walletId = await shop.wallet('ann', 'stars');
    const a = await shop.post('accruePoints', { walletId, amount: '100' });
    const zero = at();
    pass(DAY);
    await shop.post('redeemPoints', { walletId, amount: '80' });
    pass(DAY);
    await shop.run('cancelTransaction', { transactionId: a.id, onShortfall: 'ALLOW_NEGATIVE' });
    pass(DAY);
    await shop.run('accruePoints', { walletId, amount: '100', effectiveAt: zero });
    const r = await shop.send(`query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { active total debt pending held } } }`, { id: walletId, at: zero });
    console.log('L', r.text);
    const w2 = await shop.wallet('bob', 'stars');
    const b = await shop.post('accruePoints', { walletId: w2, amount: '100' });
    const z2 = at();
    pass(DAY);
    await shop.post('redeemPoints', { walletId: w2, amount: '80' });
    pass(DAY);
    console.log(pick(await shop.run('cancelTransaction', { transactionId: b.id, onShortfall: 'ALLOW_NEGATIVE', effectiveAt: z2 })));
    for (const t of [z2, at(-DAY), at()]) console.log('L2', (await shop.send(`query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { active total debt pending held } } }`, { id: w2, at: t })).text);
  });
  it('redeem latest delete', async () => {
    const { shop, pass } = await openWorld(engine, inactivity);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '100' });
    pass(20 * DAY);
    const s = await shop.post('redeemPoints', { walletId, amount: '50' });
    pass(15 * DAY);
    const n = { merchantId: 'shop', programId: 'club', memberCode: 'ann', transactionId: s.id };
    console.log('O', pick(await shop.preview('deleteTransaction', n)));
    console.log('O', pick(await shop.run('deleteTransaction', n)), await shop.balances(walletId), await rows(shop, walletId));
  });
});
