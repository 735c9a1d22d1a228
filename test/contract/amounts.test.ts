import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openWorld } from './world.ts';

const MAX = '92233720368547758.07';

describe.each(engines)('amounts on $name', (engine) => {
  it.each([
    ['90071992547409.93', '90071992547409.93'],
    [MAX, MAX],
    ['0.01', '0.01'],
    ['5', '5.00'],
    ['5.1', '5.10'],
    ['0.10', '0.10'],
  ])('case 46: %s goes in and comes out as %s', async (amount, exact) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');

    const reply = await shop.run('accruePoints', { walletId, amount });

    expect(reply).toMatchObject({
      __typename: 'AccruePointsSuccess',
      transaction: {
        amount: exact,
        balanceAfter: exact,
        entries: [{ amount: exact }, { amount: `-${exact}` }],
        lots: [{ granted: exact, remaining: exact }],
      },
      balance: exact,
    });
    expect(await shop.balances(walletId)).toMatchObject({ total: exact, active: exact });
  });

  it.each([
    '92233720368547758.08',
    '9223372036854775808',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '-0',
    '-0.00',
    ' 1',
    '1 ',
    '1.005',
    '1'.repeat(40),
    `0.${'0'.repeat(40)}`,
    '',
    '+1',
    '01',
    '1.',
    '.5',
    '0',
    '0.00',
    '1,5',
    '1_000',
    '１',
    '-1',
  ])('case 46: %j is refused, and nothing is written', async (amount) => {
    const { shop, digest } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');
    await shop.post('accruePoints', { walletId, amount: '10' });
    const before = await digest();

    const replies = [
      await shop.refused(walletId, 'accruePoints', { walletId, amount }),
      await shop.refused(walletId, 'redeemPoints', { walletId, amount }),
      await shop.refused(walletId, 'postAdhocRedemption', { walletId, amount }),
    ];

    for (const reply of replies) {
      expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'amount' });
      expect(reply['reason']).toMatch(/\w/);
    }
    expect(await digest()).toBe(before);
  });

  it.each(['-0', '0', '0.00', '--1', '1e3', '-1.005'])(
    'case 46: a reward of %j is refused',
    async (amount) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');

      const reply = await shop.refused(walletId, 'postAdhocReward', { walletId, amount });

      expect(reply).toMatchObject({ __typename: 'InvalidInputError', field: 'amount' });
    },
  );

  it.each([
    ['90071992547409.93', '90071992547409.93'],
    ['"90071992547409.93"', '90071992547409.93'],
    ['900719925474099', '900719925474099.00'],
    [MAX, MAX],
  ])('case 46: %s in the text of the query keeps all its digits', async (literal, exact) => {
    const { shop } = await openWorld(engine);
    const walletId = await shop.wallet('ann', 'stars');

    const data = await shop.query(`mutation { accruePoints(
      input: { walletId: "${walletId}", amount: ${literal} }) {
      ... on AccruePointsSuccess { balance transaction { amount } } } }`);

    expect(data['accruePoints']).toEqual({ balance: exact, transaction: { amount: exact } });
  });

  it.each(['1e3', '1.5E1', '92233720368547758.08', '9223372036854775808', '1.005', '-0', '0'])(
    'case 46: %s in the text of the query is refused',
    async (literal) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      const before = await shop.picture(walletId);

      const data = await shop.query(`mutation { accruePoints(
      input: { walletId: "${walletId}", amount: ${literal} }) {
      __typename ... on InvalidInputError { field } } }`);

      const refused = { __typename: 'InvalidInputError', field: 'amount' };
      expect(data['accruePoints']).toEqual(refused);
      expect(await shop.picture(walletId)).toEqual(before);
    },
  );

  it.each([1, 12.5, true, null, ['1'], { amount: '1' }])(
    'case 46: the JSON value %j is refused',
    async (amount) => {
      const { shop } = await openWorld(engine);
      const walletId = await shop.wallet('ann', 'stars');
      const before = await shop.picture(walletId);

      const { status, text } = await shop.send(
        'mutation ($input: AccruePointsInput!) { accruePoints(input: $input) { __typename } }',
        { input: { walletId, amount } },
      );

      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
      expect(await shop.picture(walletId)).toEqual(before);
    },
  );

  it.each([
    { code: 'miles', scale: 0, amount: '1000', exact: '1000', tooFine: '1.0' },
    { code: 'micro', scale: 6, amount: '0.000001', exact: '0.000001', tooFine: '0.0000001' },
  ])('case 46: $code have $scale digits behind the point', async (row) => {
    const { code, scale } = row;
    const { shop, currency } = await openWorld(engine);
    await currency('shop', { code, scale, kind: 'POINTS' });
    const opening = { programId: 'club', memberId: 'ann', currency: code };
    const opened = await shop.run('openWallet', opening);
    const walletId = (opened['wallet'] as { id: string }).id;

    const granted = await shop.run('accruePoints', { walletId, amount: row.amount });
    const refused = await shop.refused(walletId, 'accruePoints', { walletId, amount: row.tooFine });

    expect(granted).toMatchObject({ balance: row.exact, transaction: { amount: row.exact } });
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', field: 'amount' });
  });
});
