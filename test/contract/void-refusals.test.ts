import { describe, expect, it } from 'vitest';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import { engines } from './engines.ts';
import { type Client, openWorld } from './world.ts';

const memberId = 'ann';
const UNKNOWN = '019bc000-0000-7000-8000-000000000000';

async function rewarded(shop: Client) {
  const walletId = await shop.wallet(memberId, 'stars');
  const reference = { externalReference: 'reward-1' };
  const { id } = await shop.post('postAdhocReward', { walletId, amount: '50', ...reference });
  return { walletId, originalTransactionId: id };
}

describe.each(engines)('voidTransaction is refused on $name', (engine) => {
  it.each([
    { blank: { originalTransactionId: '' }, fields: ['originalTransactionId'] },
    { blank: { originalTransactionId: ' \n' }, fields: ['originalTransactionId'] },
    { blank: { memberId: '  ' }, fields: ['memberId'] },
    {
      blank: { memberId: '', originalTransactionId: ' ' },
      fields: ['originalTransactionId', 'memberId'],
    },
  ])('case 25: with a blank: $fields', async ({ blank, fields }) => {
    const { shop } = await openWorld(engine);
    const { walletId, originalTransactionId } = await rewarded(shop);
    const input = { memberId, originalTransactionId, ...blank };

    const reply = await shop.refused(walletId, 'voidTransaction', input);

    expect(reply).toMatchObject({ __typename: 'MissingIdentifierError', fields });
  });

  it('case 25: where voids are off, before any later check', async () => {
    const voids = { enabled: false, voidableTypes: [], adjustmentPeriodDays: 1 };
    const { shop, pass } = await openWorld(engine, { voids });
    const { walletId, originalTransactionId } = await rewarded(shop);
    await shop.run('cancelTransaction', { transactionId: originalTransactionId });
    await shop.run('closeWallet', { walletId });
    pass(100 * 86_400_000);

    const reply = await shop.refused(walletId, 'voidTransaction', {
      memberId: 'somebody-else',
      originalTransactionId,
      externalReference: 'reward-1',
    });

    expect(reply).toMatchObject({ __typename: 'VoidNotSupportedError', programId: 'club' });
  });

  it('case 25: voids off in one program leave another alone', async () => {
    const { shop, program } = await openWorld(engine);
    const off = { voids: { ...POLICIES_DEFAULT.voids, enabled: false } };
    await program('shop', 'no-voids', off);
    const strict = await shop.wallet(memberId, 'stars', 'no-voids');
    const reward = await shop.post('postAdhocReward', { walletId: strict, amount: '5' });
    const { originalTransactionId } = await rewarded(shop);

    const refused = await shop.refused(strict, 'voidTransaction', {
      memberId,
      originalTransactionId: reward.id,
    });
    const granted = await shop.run('voidTransaction', { memberId, originalTransactionId });

    expect(refused).toMatchObject({ __typename: 'VoidNotSupportedError', programId: 'no-voids' });
    expect(granted).toMatchObject({ __typename: 'VoidTransactionSuccess' });
  });

  it('case 27: with a reference that another transaction has', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, originalTransactionId } = await rewarded(shop);
    const reference = { externalReference: 'taken' };
    const other = await shop.post('accruePoints', { walletId, amount: '1', ...reference });
    const undo = { memberId, originalTransactionId };

    const taken = await shop.refused(walletId, 'voidTransaction', { ...undo, ...reference });
    const own = { ...undo, externalReference: 'reward-1' };
    const ofOriginal = await shop.refused(walletId, 'voidTransaction', own);

    const __typename = 'DuplicateExternalReferenceError';
    expect(taken).toMatchObject({ __typename, existing: { id: other.id } });
    expect(ofOriginal).toMatchObject({ __typename, existing: { id: originalTransactionId } });
  });

  it('case 27: the reference of a void is taken, and found, and may be blank', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, originalTransactionId } = await rewarded(shop);
    const undo = { memberId, originalTransactionId, externalReference: 'void-1' };
    const voided = await shop.run('voidTransaction', undo);
    const second = await shop.post('postAdhocReward', { walletId, amount: '5' });

    const posting = { walletId, amount: '1', externalReference: 'void-1' };
    const duplicate = await shop.refused(walletId, 'accruePoints', posting);
    const blank = { memberId, originalTransactionId: second.id, externalReference: ' ' };
    const unnamed = await shop.run('voidTransaction', blank);

    expect(duplicate).toMatchObject({
      __typename: 'DuplicateExternalReferenceError',
      existing: { id: voided['transactionId'], type: 'VOID' },
    });
    expect(unnamed['reversal']).toMatchObject({ type: 'VOID', externalReference: null });
  });

  it('case 28: for the id of another merchant with the bytes of an id that never was', async () => {
    const { shop, merchant } = await openWorld(engine);
    const { walletId, originalTransactionId } = await rewarded(shop);
    const rival = await merchant('rival');
    await rival.wallet(memberId, 'stars');
    const before = await shop.picture(walletId);
    const ask = async (id: string) => {
      const { status, text } = await rival.send(
        `mutation ($input: VoidTransactionInput!) { voidTransaction(input: $input) {
          __typename ... on LedgerError { message }
          ... on TransactionNotFoundError { transactionId externalReference } } }`,
        { input: { memberId, originalTransactionId: id } },
      );
      return { status, bytes: text.replaceAll(id, 'the id') };
    };

    const [others, unknown] = [await ask(originalTransactionId), await ask(UNKNOWN)];

    expect(others).toEqual(unknown);
    expect(unknown.bytes).toContain('"TransactionNotFoundError"');
    expect(await shop.picture(walletId)).toEqual(before);
  });

  it('case 11: where what it takes back is spent, with the numbers', async () => {
    const { shop } = await openWorld(engine);
    const { walletId, originalTransactionId } = await rewarded(shop);
    await shop.post('redeemPoints', { walletId, amount: '35.50' });
    const undo = { memberId, originalTransactionId };

    const refused = await shop.refused(walletId, 'voidTransaction', undo);
    const owing = { ...undo, onShortfall: 'ALLOW_NEGATIVE' };
    const granted = await shop.run('voidTransaction', owing);

    const short = { required: '50.00', available: '14.50', shortfall: '35.50' };
    expect(refused).toMatchObject({ __typename: 'InsufficientBalanceError', ...short });
    expect(granted).toMatchObject({ balance: '0.00', shortfall: '35.50' });
    expect(await shop.balances(walletId)).toMatchObject({ total: '-35.50', debt: '35.50' });
  });
});
