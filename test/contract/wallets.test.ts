import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { DAY, idOf, openWorld } from './world.ts';

const opening = { programId: 'club', memberId: 'ann', currency: 'stars' };
const UNKNOWN = '019bc000-0000-7000-8000-000000000000';

describe.each(engines)('openWallet on $name', (engine) => {
  it('opens an empty wallet, and the member with the first one', async () => {
    const { shop, at } = await openWorld(engine);

    const reply = await shop.run('openWallet', { ...opening, memberCode: 'CARD-7' });

    expect(reply).toMatchObject({
      __typename: 'OpenWalletSuccess',
      wallet: { status: 'OPEN', currency: { code: 'stars' }, balances: { total: '0.00' } },
      replayed: false,
    });
    const found = await shop.query(
      `{ member(code: "CARD-7") { id code wallets { id openedAt } } }`,
    );
    const wallets = [{ id: idOf(reply['wallet']), openedAt: at() }];
    expect(found['member']).toEqual({ id: 'ann', code: 'CARD-7', wallets });
  });

  it('opens one wallet a program and currency', async () => {
    const { shop, program } = await openWorld(engine);
    await program('shop', 'other');

    const ids = [
      await shop.wallet('ann', 'stars'),
      await shop.wallet('ann', 'GBP'),
      await shop.wallet('ann', 'stars', 'other'),
    ];

    const found = await shop.query('{ member(id: "ann") { wallets { id } } }');
    expect(new Set(ids).size).toBe(3);
    expect(found).toEqual({ member: { wallets: ids.map((id) => ({ id })) } });
  });

  it('is refused where the member has such a wallet', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');

    const reply = await shop.refused(walletId, 'openWallet', opening);

    expect(reply).toMatchObject({ __typename: 'WalletExistsError', wallet: { id: walletId } });
  });

  it('answers a repeat with the same key with the same wallet', async () => {
    const { shop } = await openWorld(engine);
    const input = { ...opening, idempotencyKey: 'k-1' };
    const first = await shop.run('openWallet', input);

    const second = await shop.run('openWallet', input);

    expect(second).toEqual({ ...first, replayed: true });
  });

  it.each([
    [{ programId: 'unheard-of' }, { __typename: 'ProgramNotFoundError', programId: 'unheard-of' }],
    [{ currency: 'USD' }, { __typename: 'CurrencyNotFoundError', currency: 'USD' }],
    [{ memberCode: 'bob' }, { __typename: 'MemberMismatchError', memberCode: 'bob' }],
    [{ memberCode: 'CARD-8' }, { __typename: 'MemberMismatchError', memberCode: 'CARD-8' }],
    [{ memberId: 'eve', memberCode: 'ann' }, { __typename: 'MemberMismatchError' }],
    [{ programId: ' ' }, { __typename: 'InvalidInputError', field: 'programId' }],
    [{ memberId: '' }, { __typename: 'InvalidInputError', field: 'memberId' }],
    [{ memberId: 'a'.repeat(256) }, { __typename: 'InvalidInputError', field: 'memberId' }],
    [{ memberId: 'a\u0007' }, { __typename: 'InvalidInputError', field: 'memberId' }],
    [{ memberId: 'аnn' }, { __typename: 'InvalidInputError', field: 'memberId' }],
    [{ memberCode: 'c\u0000' }, { __typename: 'InvalidInputError', field: 'memberCode' }],
    [{ currency: ' ' }, { __typename: 'InvalidInputError', field: 'currency' }],
  ])('is refused with %j', async (wrong, refusal) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.wallet('bob', 'stars');

    const asked = { ...opening, currency: 'GBP', ...wrong };
    const reply = await shop.refused(walletId, 'openWallet', asked);

    expect(reply).toMatchObject(refusal);
    const found = await shop.query(
      '{ ann: member(id: "ann") { wallets { id } } eve: member(id: "eve") { id } }',
    );
    expect(found).toEqual({ ann: { wallets: [{ id: walletId }] }, eve: null });
  });
});

describe.each(engines)('closeWallet on $name', (engine) => {
  it('closes a wallet for good, whatever is in it', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '7' });
    const closedAt = at();

    const reply = await shop.run('closeWallet', { walletId, reason: 'moved away' });

    expect(reply).toMatchObject({
      __typename: 'CloseWalletSuccess',
      wallet: { id: walletId, status: 'CLOSED', balances: { total: '7.00' } },
      replayed: false,
    });
    pass(DAY);
    const again = await shop.refused(walletId, 'closeWallet', { walletId });
    expect(again).toMatchObject({ __typename: 'WalletClosedError', closedAt });
  });

  it.each([
    [{ walletId: UNKNOWN }, { __typename: 'WalletNotFoundError', walletId: UNKNOWN }],
    [{ walletId: ' ' }, { __typename: 'InvalidInputError', field: 'walletId' }],
    [{ walletId: 'w\n' }, { __typename: 'InvalidInputError', field: 'walletId' }],
    [{ reason: 'r'.repeat(1_001) }, { __typename: 'InvalidInputError', field: 'reason' }],
  ])('is refused with %j', async (wrong, refusal) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');

    const reply = await shop.refused(walletId, 'closeWallet', { walletId, ...wrong });

    expect(reply).toMatchObject(refusal);
  });

  it('goes on telling time in a closed wallet', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '7', expiresAt: at(DAY) });
    await shop.run('closeWallet', { walletId });
    pass(DAY);

    expect(await shop.balances(walletId)).toMatchObject({ active: '0.00', expired: '7.00' });
  });
});
