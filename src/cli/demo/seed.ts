import { createIds } from '../../ids.ts';
import { createLedger, type Ledger, type Request } from '../../ledger/ledger.ts';
import type { Currency } from '../../ledger/money.ts';
import { PERCENTAGE_SCALE, parseDecimal } from '../../ledger/money.ts';
import { type Charge, POLICIES_DEFAULT, type Policies } from '../../ledger/program.ts';
import type { CommandName } from '../../ledger/register.ts';
import type { Answer } from '../../ledger/store.ts';
import { DAY_MS, type Instant } from '../../ledger/time.ts';
import { generateApiKey } from '../../merchant/api-key.ts';
import type { SqliteStore } from '../../store/sqlite/sqlite-store.ts';

/** The merchant of the demo. */
export const MERCHANT = { id: 'brightwater', name: 'Brightwater Coffee' } as const;
const REWARDS = 'rewards';
const WALLET = 'wallet';
const STARS: Currency = { code: 'stars', kind: 'POINTS', scale: 2 };
const GBP: Currency = { code: 'GBP', kind: 'MONEY', scale: 2 };
const VOID_DAYS = 30;
/** A cup that is paid in the app waits to be fetched for a day. */
const PICK_UP_SECONDS = 86_400;

/** What the four reversals of the demo are shown on: each its own transaction. */
export interface Showcase {
  readonly apiKey: string;
  /** An accrual that was scanned twice. */
  readonly doubleScan: { readonly transactionId: string; readonly externalReference: string };
  /** An ad hoc reward that went to the wrong member. */
  readonly wrongReward: { readonly memberId: string; readonly originalTransactionId: string };
  /** An accrual on a colleague's card. */
  readonly wrongCard: {
    readonly merchantId: string;
    readonly programId: string;
    readonly memberCode: string;
    readonly transactionId: string;
  };
  /** A purchase paid in part by a gift, with a fee and cashback. */
  readonly order: { readonly externalReference: string };
}

/** Fills an empty database with a few weeks of a coffee shop, through the ledger's use cases. */
export async function seed(store: SqliteStore, now: Instant): Promise<Showcase> {
  const apiKey = await setUp(store, now);
  const story = new Story(store, now);
  const doubleScan = await ada(story);
  const wrongReward = await ben(story);
  const wrongCard = await chloe(story);
  const order = await dev(story);
  await elif(story);
  return { apiKey, doubleScan, wrongReward, wrongCard, order };
}

async function setUp({ merchants }: SqliteStore, now: Instant): Promise<string> {
  const { id: merchantId } = MERCHANT;
  await merchants.createMerchant({ ...MERCHANT, createdAt: now });
  const rewards: Policies = {
    ...POLICIES_DEFAULT,
    voids: { ...POLICIES_DEFAULT.voids, adjustmentPeriodDays: VOID_DAYS },
    pointsLifetimeDays: 365,
  };
  const wallet: Policies = {
    ...POLICIES_DEFAULT,
    fee: percent('1.5'),
    cashback: percent('5'),
  };
  await merchants.createProgram({
    id: REWARDS,
    merchantId,
    name: 'Brightwater Rewards',
    policies: rewards,
  });
  await merchants.createProgram({
    id: WALLET,
    merchantId,
    name: 'Brightwater Wallet',
    policies: wallet,
  });
  await merchants.createCurrency(merchantId, STARS);
  await merchants.createCurrency(merchantId, GBP);
  const { text, prefix, secretHash } = generateApiKey();
  const times = { createdAt: now, expiresAt: now + DAY_MS, revokedAt: null };
  await merchants.createApiKey({ prefix, secretHash, name: 'demo', merchantId, ...times });
  return text;
}

function percent(text: string): Charge {
  const { minor, reason } = parseDecimal(text, PERCENTAGE_SCALE);
  if (minor === undefined) throw new Error(`${text} ${reason}`);
  return { percentage: minor };
}

/** Tells what happened, with a clock of its own. */
class Story {
  private readonly ledger: Ledger;
  private readonly now: Instant;
  private at: Instant;

  constructor(store: SqliteStore, now: Instant) {
    this.now = now;
    this.at = now;
    this.ledger = createLedger({ store, now: () => this.at, newId: createIds() });
  }

  /** Does something as it was done some days ago; what is refused is a defect of the story. */
  async ago<N extends CommandName>(
    days: number,
    actor: string,
    name: N,
    request: Request<N>,
  ): Promise<string> {
    this.at = this.now - Math.round(days * DAY_MS);
    const answer: Answer<CommandName> = await this.ledger.execute(
      { merchantId: MERCHANT.id, actor },
      name,
      request,
    );
    if ('postedId' in answer) return answer.postedId;
    if ('walletId' in answer && answer.__typename === 'OpenWalletSuccess') return answer.walletId;
    if (answer.__typename.endsWith('Success')) return '';
    throw new Error(`${name}: ${answer.__typename} ${'message' in answer ? answer.message : ''}`);
  }

  open(days: number, memberId: string, memberCode: string, { kind, code }: Currency) {
    const programId = kind === 'POINTS' ? REWARDS : WALLET;
    const request = { programId, memberId, memberCode, currency: code };
    return this.ago(days, 'app', 'openWallet', request);
  }

  accrue(days: number, walletId: string, amount: string, order: string) {
    const externalReference = `order-${order}`;
    const request = { walletId, amount, externalReference, type: 'ACCRUAL' } as const;
    return this.ago(days, 'till-1', 'accruePoints', { ...request, temporary: false });
  }

  redeem(days: number, walletId: string, amount: string, description: string) {
    const request = { walletId, amount, description, type: 'REDEMPTION' } as const;
    return this.ago(days, 'till-2', 'redeemPoints', { ...request, temporary: false });
  }
}

async function ada(story: Story): Promise<Showcase['doubleScan']> {
  const walletId = await story.open(42, 'ada-okafor', 'BW-1001', STARS);
  await story.accrue(41, walletId, '180.00', '1001');
  await story.accrue(20, walletId, '95.50', '1017');
  await story.redeem(10, walletId, '120.00', 'Flat white and a cinnamon bun');
  await story.accrue(2, walletId, '64.00', '1042');
  const transactionId = await story.accrue(1.99, walletId, '64.00', '1042-again');
  return { transactionId, externalReference: 'order-1042-again' };
}

async function ben(story: Story): Promise<Showcase['wrongReward']> {
  const memberId = 'ben-hartley';
  const walletId = await story.open(35, memberId, 'BW-1002', STARS);
  await story.accrue(33, walletId, '75.00', '1005');
  const birthday = { walletId, amount: '50.00', description: 'Happy birthday, Ben' };
  await story.ago(21, 'marketing', 'postAdhocReward', birthday);
  const cup = { walletId, amount: '10.00', description: 'Keep cup, from the shelf' };
  await story.ago(12, 'till-1', 'postAdhocRedemption', cup);
  const wrong = {
    walletId,
    amount: '250.00',
    description: 'Latte art contest: meant for Bea Hart',
  };
  const originalTransactionId = await story.ago(6, 'marketing', 'postAdhocReward', wrong);
  return { memberId, originalTransactionId };
}

async function chloe(story: Story): Promise<Showcase['wrongCard']> {
  const memberCode = 'BW-1003';
  const walletId = await story.open(30, 'chloe-martin', memberCode, STARS);
  await story.accrue(28, walletId, '142.25', '1009');
  await story.redeem(9, walletId, '40.00', 'Bag of beans, half price');
  const transactionId = await story.accrue(1, walletId, '88.00', '1050');
  return { merchantId: MERCHANT.id, programId: REWARDS, memberCode, transactionId };
}

async function dev(story: Story): Promise<Showcase['order']> {
  const walletId = await story.open(25, 'dev-anand', 'BW-1004', GBP);
  const topUp = { walletId, amount: '60.00', externalReference: 'card-7731' };
  await story.ago(25, 'app', 'topUpWallet', topUp);
  const gift = { walletId, amount: '15.00', description: 'Gift card from Elif' };
  await story.ago(18, 'app', 'issueGiftBalance', gift);
  const order = { walletId, amount: '24.80', externalReference: 'order-2001' };
  const description = 'Brewing class for two';
  await story.ago(4, 'till-2', 'recordPurchase', { ...order, description });
  return { externalReference: order.externalReference };
}

async function elif(story: Story): Promise<void> {
  const stars = await story.open(22, 'elif-kaya', 'BW-1005', STARS);
  const money = await story.open(22, 'elif-kaya', 'BW-1005', GBP);
  const topUp = { walletId: money, amount: '40.00', externalReference: 'card-7802' };
  await story.ago(22, 'app', 'topUpWallet', topUp);
  await story.accrue(19, stars, '210.00', '1021');
  const order = { walletId: money, amount: '18.60', externalReference: 'order-2002' };
  const description = 'Three bags of beans';
  await story.ago(7, 'till-1', 'recordPurchase', { ...order, description });
  const refund = { externalReference: order.externalReference, amount: '6.20' };
  const flags = { rollbackFee: true, rollbackCashback: true, reason: 'One bag was stale' };
  await story.ago(5, 'till-1', 'refundPurchase', { ...refund, ...flags });
  await story.ago(0, 'app', 'redeemPoints', {
    walletId: stars,
    amount: '45.00',
    type: 'REDEMPTION',
    temporary: true,
    timeoutSeconds: PICK_UP_SECONDS,
    externalReference: 'pick-up-31',
    description: 'Cappuccino, to be fetched',
  });
}
