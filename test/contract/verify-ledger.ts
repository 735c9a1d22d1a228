import { v7 } from 'uuid';
import { createLedger, type Ledger, type Request } from '../../src/ledger/ledger.ts';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import type { CommandName } from '../../src/ledger/register.ts';
import { DAY_MS } from '../../src/ledger/time.ts';
import type { OpenStore } from '../../src/store/open-store.ts';

const START = Date.UTC(2026, 0, 15, 9, 30);
const MINUTE_MS = 60_000;

/** A ledger to be written, with a clock to turn. */
class Books {
  readonly store: OpenStore;
  clock = START;
  private merchantId = 'shop';
  private readonly ledger: Ledger;

  constructor(store: OpenStore) {
    this.store = store;
    this.ledger = createLedger({ store, now: () => this.clock, newId: v7 });
  }

  /** Sets up a merchant; what follows is its. */
  async merchant(id: string): Promise<void> {
    this.merchantId = id;
    const { merchants } = this.store;
    await merchants.createMerchant({ id, name: id, createdAt: this.clock });
    await merchants.createProgram({
      id: 'club',
      merchantId: id,
      name: 'Club',
      policies: { ...POLICIES_DEFAULT, fee: { amount: 30n }, cashback: { percentage: 50_000n } },
    });
    await merchants.createCurrency(id, { code: 'stars', scale: 2, kind: 'POINTS' });
  }

  /** Runs a command that must be granted, and lets a minute pass. Returns what it made. */
  async run<N extends CommandName>(name: N, request: Request<N>): Promise<string> {
    const caller = { merchantId: this.merchantId, actor: 'till' };
    const answer = await this.ledger.execute(caller, name, request);
    if (!answer.__typename.endsWith('Success')) throw new Error(JSON.stringify(answer));
    this.clock += MINUTE_MS;
    if ('postedId' in answer) return answer.postedId;
    if ('reversalId' in answer && answer.reversalId !== null) return answer.reversalId;
    return 'walletId' in answer ? answer.walletId : '';
  }

  wallet(memberId: string, currency = 'stars'): Promise<string> {
    return this.run('openWallet', { programId: 'club', memberId, memberCode: null, currency });
  }

  accrue(walletId: string, amount: string, more: Partial<Request<'accruePoints'>> = {}) {
    const type = 'ACCRUAL';
    return this.run('accruePoints', { walletId, amount, type, temporary: false, ...more });
  }

  redeem(walletId: string, amount: string, more: Partial<Request<'redeemPoints'>> = {}) {
    const type = 'REDEMPTION';
    return this.run('redeemPoints', { walletId, amount, type, temporary: false, ...more });
  }
}

/** How much `writeBooks` writes. */
export const WRITTEN = { wallets: 11, transactions: 44 };

/** Writes a small ledger that has a row of every kind. */
export async function writeBooks(store: OpenStore): Promise<void> {
  const books = new Books(store);
  await books.merchant('other');
  await books.accrue(await books.wallet('zoe'), '7');
  await books.merchant('shop');
  await books.wallet('eve');
  await writePoints(books);
  await writeHolds(books);
  await writeDebt(books);
  await writeMoney(books);
  await writeHousehold(books);
  await writeClosed(books);
}

async function writePoints(books: Books): Promise<void> {
  const walletId = await books.wallet('ann');
  const expiresAt = books.clock + 10 * DAY_MS;
  const activatesAt = books.clock + 40 * DAY_MS;
  await books.accrue(walletId, '100', { expiresAt, externalReference: 'first', reason: 'hello' });
  await books.accrue(walletId, '40', { effectiveAt: books.clock - DAY_MS, description: 'late' });
  await books.accrue(walletId, '50', { activatesAt });
  await books.accrue(walletId, '5', { activatesAt: books.clock + DAY_MS, idempotencyKey: 'k' });
  const redemption = await books.redeem(walletId, '120', { externalReference: 'spent' });
  await books.run('cancelTransaction', { transactionId: redemption, reason: 'sorry' });
  const reward = await books.run('postAdhocReward', { walletId, amount: '9' });
  await books.run('voidTransaction', {
    memberId: 'ann',
    originalTransactionId: reward,
    externalReference: 'void',
    channel: 'POS',
  });
  await books.run('postAdhocReward', { walletId, amount: '-3' });
  books.clock += 20 * DAY_MS;
  await books.run('postAdhocRedemption', { walletId, amount: '2' });
}

async function writeHolds(books: Books): Promise<void> {
  const walletId = await books.wallet('hal');
  await books.accrue(walletId, '60', { expiresAt: books.clock + 300 * DAY_MS });
  await books.accrue(walletId, '60');
  const temporary = true;
  const hold = (externalReference: string, timeoutSeconds: number) =>
    books.redeem(walletId, '20', { temporary, externalReference, timeoutSeconds });
  const day = DAY_MS / 1_000;
  await books.run('commitTransaction', { transactionId: await hold('committed', day) });
  const undone = { transactionId: await hold('undone', day), reason: 'changed my mind' };
  await books.run('rollbackTransaction', undone);
  await books.run('cancelTransaction', { transactionId: await hold('cancelled', day) });
  await hold('timed out', 3_600);
  const life = { activatesAt: books.clock + DAY_MS, expiresAt: books.clock + 90 * DAY_MS };
  const promise = await books.accrue(walletId, '10', { temporary, ...life });
  await books.run('commitTransaction', { transactionId: promise });
  books.clock += DAY_MS / 2;
  await books.redeem(walletId, '65', { temporary, timeoutSeconds: 300 * day });
  await books.accrue(walletId, '10', { temporary, ...life });
  await hold('timed out, unnoticed', 60);
}

async function writeDebt(books: Books): Promise<void> {
  const walletId = await books.wallet('bob');
  const earned = await books.accrue(walletId, '80');
  await books.redeem(walletId, '70');
  await books.run('deleteTransaction', {
    merchantId: 'shop',
    programId: 'club',
    memberCode: 'bob',
    transactionId: earned,
    acknowledgeDependents: true,
  });
  await books.accrue(walletId, '25');
}

async function writeMoney(books: Books): Promise<void> {
  await books.store.merchants.createCurrency('shop', { code: 'GBP', scale: 2, kind: 'MONEY' });
  const walletId = await books.wallet('ann', 'GBP');
  await books.run('topUpWallet', { walletId, amount: '500' });
  const expiresAt = books.clock + DAY_MS;
  await books.run('issueGiftBalance', { walletId, amount: '15', expiresAt });
  await books.run('issueGiftBalance', { walletId, amount: '25' });
  const buy = (externalReference: string, amount: string) =>
    books.run('recordPurchase', { walletId, amount, externalReference });
  const back = { rollbackFee: true, rollbackCashback: true };
  await buy('bought, cancelled', '30');
  await books.run('cancelPurchase', { externalReference: 'bought, cancelled', ...back });
  await buy('bought, refunded', '20');
  await books.run('refundPurchase', {
    externalReference: 'bought, refunded',
    amount: '5',
    ...back,
  });
  await books.run('refundPurchase', {
    externalReference: 'bought, refunded',
    amount: '7',
    ...back,
  });
  books.clock += 2 * DAY_MS;
  await buy('bought, kept', '9.99');
}

async function writeHousehold(books: Books): Promise<void> {
  const walletId = await books.wallet('ida');
  const other = await books.wallet('jon');
  await books.accrue(walletId, '30');
  await books.accrue(other, '30');
  const shares = [
    { walletId, weight: 2 },
    { walletId: other, weight: 1 },
  ];
  await books.run('postAdhocRedemption', { walletId, amount: '9', shares });
  const shared = await books.run('postAdhocRedemption', { walletId, amount: '6', shares });
  await books.run('voidTransaction', { memberId: 'ida', originalTransactionId: shared });
}

async function writeClosed(books: Books): Promise<void> {
  const walletId = await books.wallet('dot');
  await books.accrue(walletId, '11');
  await books.redeem(walletId, '4', { temporary: true });
  await books.run('closeWallet', { walletId, reason: 'moved away' });
  const unused = await books.wallet('fay');
  await books.run('closeWallet', { walletId: unused });
  await books.accrue(await books.wallet('gus'), '1');
}
