import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { idOf, openWorld } from './world.ts';

describe.each(engines)('queries on $name', (engine) => {
  it('a transaction is found by its id and by its reference', async () => {
    const { shop, at } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const words = { externalReference: 'e-1', description: 'An order', reason: 'import' };
    const { id } = await shop.post('accruePoints', { walletId, amount: '5', ...words });
    const fields = `id externalReference description reason type status temporary amount
      recordedBy channel effectiveAt createdAt updatedAt timeoutAt balanceAfter uniqueCode
      wallet { id } sourceWallet { id } destinationWallet { id } mainTransaction { id }`;

    const data = await shop.query(
      `query ($id: ID!) { byId: transaction(id: $id) { ${fields} }
        byReference: transaction(externalReference: "e-1") { ${fields} } }`,
      { id },
    );

    expect(data['byId']).toMatchObject({
      id,
      ...words,
      type: 'ACCRUAL',
      status: 'POSTED',
      temporary: false,
      amount: '5.00',
      recordedBy: 'till',
      channel: null,
      effectiveAt: at(),
      createdAt: at(),
      updatedAt: at(),
      timeoutAt: null,
      balanceAfter: '5.00',
      wallet: { id: walletId },
      sourceWallet: null,
      destinationWallet: { id: walletId },
      mainTransaction: null,
    });
    expect(data['byReference']).toEqual(data['byId']);
  });

  it('the reference of a committed hold means the successor', async () => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const hold = { walletId, amount: '5', temporary: true, externalReference: 'e-1' };
    const held = await shop.post('accruePoints', hold);
    const find = () => shop.query('{ transaction(externalReference: "e-1") { id } }');
    const before = await find();

    const committed = await shop.run('commitTransaction', { transactionId: held.id });

    expect(before).toEqual({ transaction: { id: held.id } });
    expect(await find()).toEqual({ transaction: { id: idOf(committed['transaction']) } });
  });

  it('a hold shows when it times out, and when it changed', async () => {
    const { shop, at, pass } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    const hold = { walletId, amount: '5', temporary: true, timeoutSeconds: 60 };
    const { id } = await shop.post('accruePoints', hold);
    const [createdAt, timeoutAt] = [at(), at(60_000)];
    const query = 'query ($id: ID!) { transaction(id: $id) { status updatedAt timeoutAt } }';
    const seen = [];

    for (const step of [0, 59_999, 1, 1_000]) {
      pass(step);
      seen.push((await shop.query(query, { id }))['transaction']);
    }

    const pending = { status: 'PENDING', updatedAt: createdAt, timeoutAt };
    const expired = { status: 'EXPIRED', updatedAt: timeoutAt, timeoutAt };
    expect(seen).toEqual([pending, pending, expired, expired]);
  });

  it('a wallet shows its program, member and currency', async () => {
    const { shop, at } = await openWorld(engine);
    const id = await shop.wallet('ann', 'GBP');

    const data = await shop.query(
      `query ($id: ID!) { wallet(id: $id) { id status openedAt closedAt program { id }
        member { id code } currency { code scale kind } } }`,
      { id },
    );

    expect(data['wallet']).toEqual({
      id,
      status: 'OPEN',
      openedAt: at(),
      closedAt: null,
      program: { id: 'club' },
      member: { id: 'ann', code: 'ann' },
      currency: { code: 'GBP', scale: 2, kind: 'MONEY' },
    });
  });

  it('a program shows its policies', async () => {
    const { shop } = await openWorld(engine, {
      voids: { enabled: true, voidableTypes: ['ADHOC_REDEEM'], adjustmentPeriodDays: 30 },
      onShortfall: 'WITHIN_BALANCE',
      pointsLifetimeDays: 365,
      holdTimeoutSeconds: 60,
      fee: { amount: 30n },
      cashback: { percentage: 12_500n },
    });

    const data = await shop.query(`{ program(id: "club") { id name merchantId policies {
      voids { enabled voidableTypes adjustmentPeriodDays } onShortfall pointsLifetimeDays
      holdTimeoutSeconds fee { amountMinor percentage } cashback { amountMinor percentage } } } }`);

    expect(data['program']).toEqual({
      id: 'club',
      name: 'club',
      merchantId: 'shop',
      policies: {
        voids: { enabled: true, voidableTypes: ['ADHOC_REDEEM'], adjustmentPeriodDays: 30 },
        onShortfall: 'WITHIN_BALANCE',
        pointsLifetimeDays: 365,
        holdTimeoutSeconds: 60,
        fee: { amountMinor: '30', percentage: null },
        cashback: { amountMinor: null, percentage: '1.2500' },
      },
    });
  });

  it.each([
    ['transaction', 'id'],
    ['transaction(id: "a", externalReference: "b")', 'id'],
    ['member', 'id'],
    ['member(id: "a", code: "b")', 'id'],
  ])('%s is refused: it takes one of two names', async (field, named) => {
    const { shop } = await openWorld(engine);

    const { text } = await shop.send(`{ found: ${field} { id } }`);

    expect(JSON.parse(text)).toMatchObject({
      errors: [{ path: ['found'], extensions: { code: 'BAD_USER_INPUT', field: named } }],
      data: { found: null },
    });
  });

  it.each(['', ' ', 'no-uuid', '\u0000', '019BC000-0000-7000-8000-000000000000', '🦊'])(
    'the id %j finds nothing',
    async (id) => {
      const { shop } = await openWorld(engine);
      await shop.wallet('ann', 'stars');

      const data = await shop.query(
        `query ($id: ID!) { transaction(id: $id) { id } wallet(id: $id) { id }
        member(id: $id) { id } program(id: $id) { id } }`,
        { id },
      );

      expect(data).toEqual({ transaction: null, wallet: null, member: null, program: null });
    },
  );
});
