import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { plain, selectionOf } from './selection.ts';
import { type Client, DAY, type Input, idOf, type Json, openWorld } from './world.ts';

const UNKNOWN = '019bc000-0000-7000-8000-000000000000';
const named = (transactionId: string, more: Input = {}): Input => ({
  merchantId: 'shop',
  programId: 'club',
  memberCode: 'ann',
  transactionId,
  ...more,
});

async function historyOf(shop: Client, walletId: string): Promise<Json[]> {
  const data = await shop.query(
    'query ($id: ID!) { wallet(id: $id) { history { edges { node { id } } } } }',
    { id: walletId },
  );
  const { history } = data['wallet'] as { history: { edges: { node: { id: string } }[] } };
  return history.edges.map(({ node }) => node.id);
}

describe.each(engines)('deleteTransaction on $name', (engine) => {
  it('case 29: is granted where merchant, program, code and id agree', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '20' });
    const { id } = await shop.post('accruePoints', { walletId, amount: '5' });

    const reply = await shop.run('deleteTransaction', named(id));

    expect(reply).toMatchObject({
      __typename: 'DeleteTransactionSuccess',
      transaction: { id, status: 'DELETED' },
      reversal: { type: 'DELETE', amount: '5.00', mainTransaction: { id } },
      balance: '20.00',
      lots: [{ lotId: `${id}.0`, clawedBack: '5.00' }],
      shortfall: '0.00',
      replayed: false,
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: '20.00', active: '20.00' });
  });

  it('case 29: with each of the four wrong in turn is refused in its own way', async () => {
    const { shop, program, merchant } = await openWorld(engine);
    await merchant('rival');
    await program('shop', 'other');
    const walletId = await shop.wallet('ann', 'stars');
    await shop.wallet('bob', 'stars', 'other');
    const { id } = await shop.post('accruePoints', { walletId, amount: '5' });
    const wrong = (more: Input) => shop.refused(walletId, 'deleteTransaction', named(id, more));

    const replies = [
      await wrong({ merchantId: 'rival' }),
      await wrong({ programId: 'other' }),
      await wrong({ programId: 'unheard-of' }),
      await wrong({ memberCode: 'bob' }),
      await wrong({ transactionId: UNKNOWN }),
    ];

    expect(replies).toMatchObject([
      { __typename: 'TransactionNotFoundError', transactionId: id },
      { __typename: 'ProgramMismatchError', programId: 'other' },
      { __typename: 'ProgramMismatchError', programId: 'unheard-of' },
      { __typename: 'MemberMismatchError', memberCode: 'bob' },
      { __typename: 'TransactionNotFoundError', transactionId: UNKNOWN },
    ]);
  });

  it.each(['merchantId', 'programId', 'memberCode', 'transactionId'])(
    'case 29: with a blank %s is refused',
    async (field) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      const { id } = await shop.post('accruePoints', { walletId, amount: '5' });

      const reply = await shop.refused(walletId, 'deleteTransaction', named(id, { [field]: ' ' }));

      expect(reply).toMatchObject({ __typename: 'MissingIdentifierError', fields: [field] });
    },
  );

  it('case 29: goes by the code of the member, not by the id', async () => {
    const { shop } = await openWorld(engine);
    const member = { memberId: 'ann', memberCode: 'CARD-7', currency: 'stars' };
    const opened = await shop.run('openWallet', { programId: 'club', ...member });
    const walletId = idOf(opened['wallet']);
    const { id } = await shop.post('accruePoints', { walletId, amount: '5' });

    const byId = await shop.refused(walletId, 'deleteTransaction', named(id));
    const byCode = await shop.run('deleteTransaction', named(id, { memberCode: 'CARD-7' }));

    expect(byId).toMatchObject({ __typename: 'MemberMismatchError', memberCode: 'ann' });
    expect(byCode).toMatchObject({ __typename: 'DeleteTransactionSuccess', balance: '0.00' });
  });

  it('case 29: of a purchase, a hold or a reversal is refused, and says what to use', async () => {
    const { shop } = await openWorld(engine);
    const [points, money] = [await shop.wallet('ann', 'stars'), await shop.wallet('ann', 'GBP')];
    await shop.post('topUpWallet', { walletId: money, amount: '5' });
    const order = { walletId: money, amount: '5', externalReference: 'order-1' };
    const bought = await shop.post('recordPurchase', order);
    const promise = { walletId: points, amount: '5', temporary: true };
    const promised = await shop.post('accruePoints', promise);
    const earned = await shop.post('accruePoints', { walletId: points, amount: '5' });
    const deleted = await shop.run('deleteTransaction', named(earned.id));

    const replies = [
      await shop.refused(money, 'deleteTransaction', named(bought.id)),
      await shop.refused(points, 'deleteTransaction', named(promised.id)),
      await shop.refused(points, 'deleteTransaction', named(idOf(deleted['reversal']))),
    ];

    const __typename = 'TransactionTypeNotAllowedError';
    expect(replies).toMatchObject([
      { __typename, type: 'PURCHASE', use: 'cancelPurchase' },
      { __typename, type: 'ACCRUAL', use: 'cancelTransaction' },
      { __typename: 'ReversalNotReversibleError', reverses: { id: earned.id } },
    ]);
  });

  it('case 34: leaves the history and stays in the audit with who and why', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const kept = await shop.post('accruePoints', { walletId, amount: '20' });
    const { id } = await shop.post('accruePoints', { walletId, amount: '5' });
    expect(await historyOf(shop, walletId)).toEqual([id, kept.id]);
    const deleted = await shop.run('deleteTransaction', named(id, { reason: 'typed twice' }));
    const reversedAt = at();
    pass(DAY);

    const again = await shop.refused(walletId, 'deleteTransaction', named(id));

    expect(await historyOf(shop, walletId)).toEqual([kept.id]);
    const reversal = { id: idOf(deleted['reversal']), type: 'DELETE' };
    const audit = { ...reversal, reason: 'typed twice', recordedBy: 'till' };
    expect(await shop.transaction(id)).toMatchObject({ status: 'DELETED', reversal: audit });
    expect(again).toMatchObject({
      __typename: 'AlreadyReversedError',
      reversal,
      reversedBy: 'DELETE',
      reversedAt,
    });
  });

  it('case 34: gives a deleted redemption back to its lots', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earned = await shop.post('accruePoints', { walletId, amount: '20' });
    const { id } = await shop.post('redeemPoints', { walletId, amount: '15' });

    const reply = await shop.run('deleteTransaction', named(id));

    expect(reply).toMatchObject({
      balance: '20.00',
      lots: [{ lotId: `${earned.id}.0`, restored: '15.00', clawedBack: '0.00' }],
    });
    expect(await historyOf(shop, walletId)).toEqual([earned.id]);
  });

  it('case 35: of three, the second refused: three results in order, two effects', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const earn = (amount: string) => shop.post('accruePoints', { walletId, amount });
    const [one, two, three] = [await earn('1'), await earn('2'), await earn('4')];
    const selection = selectionOf('mutation', 'deleteTransactions');

    const data = await shop.query(
      `mutation ($inputs: [DeleteTransactionInput!]!) {
        replies: deleteTransactions(inputs: $inputs) ${selection} }`,
      { inputs: [named(one.id), named(two.id, { memberCode: 'bob' }), named(three.id)] },
    );

    const replies = (data['replies'] as { [name: string]: Json }[]).map(plain);
    expect(replies).toMatchObject([
      { __typename: 'DeleteTransactionSuccess', transaction: { id: one.id }, balance: '6.00' },
      { __typename: 'MemberMismatchError', memberCode: 'bob' },
      { __typename: 'DeleteTransactionSuccess', transaction: { id: three.id }, balance: '2.00' },
    ]);
    expect(await historyOf(shop, walletId)).toEqual([two.id]);
    expect(await shop.balances(walletId)).toMatchObject({ total: '2.00', active: '2.00' });
  });

  it('case 35: of more than a hundred is refused as a whole', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const { id } = await shop.post('accruePoints', { walletId, amount: '1' });

    const data = await shop.query(
      `mutation ($inputs: [DeleteTransactionInput!]!) {
        replies: deleteTransactions(inputs: $inputs) {
        __typename ... on InvalidInputError { field } } }`,
      { inputs: Array.from({ length: 101 }, () => named(id)) },
    );

    const refusal = { __typename: 'InvalidInputError', field: 'inputs' };
    expect(data['replies']).toEqual(Array.from({ length: 101 }, () => refusal));
    expect(await shop.balances(walletId)).toMatchObject({ total: '1.00' });
  });

  it('case 35: of the same transaction twice is granted once', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const { id } = await shop.post('accruePoints', { walletId, amount: '1' });

    const data = await shop.query(
      `mutation ($inputs: [DeleteTransactionInput!]!) {
        replies: deleteTransactions(inputs: $inputs) { __typename } }`,
      { inputs: [named(id), named(id)] },
    );

    expect(data['replies']).toEqual([
      { __typename: 'DeleteTransactionSuccess' },
      { __typename: 'AlreadyReversedError' },
    ]);
    expect(await shop.balances(walletId)).toMatchObject({ total: '0.00', debt: '0.00' });
  });
});
