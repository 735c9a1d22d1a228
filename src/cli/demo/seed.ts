import type { ExampleName } from '../../examples/examples.ts';
import type { Instant } from '../../ledger/time.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { GBP, MERCHANT, openShop, REWARDS, STARS } from './shop.ts';
import { Story } from './story.ts';

/** A cup that is paid in the app waits to be fetched for a day. */
const PICK_UP_SECONDS = 86_400;

/** Variables of an operation: some of them, or all. */
export type Variables = Readonly<Record<string, unknown>>;

/** What the demo has to show. */
export interface Showcase {
  readonly apiKey: string;
  /** What each example is tried on. No two mutations have the same transaction. */
  readonly variables: Readonly<Record<ExampleName, Variables>>;
}

/** Fills an empty database with a few weeks of a coffee shop, through the ledger's use cases. */
export async function seed(store: OpenStore, now: Instant): Promise<Showcase> {
  const apiKey = await openShop(store, now);
  const story = new Story(store, now);
  const { walletId, firstOrder, earlierOrder, doubleScan } = await ada(story);
  const { birthday, wrongReward } = await ben(story);
  const { spentOrder, wrongCard } = await chloe(story);
  const { calledOff } = await dev(story);
  const { refunded } = await elif(story);
  return {
    apiKey,
    variables: {
      'cancel-transaction': { input: doubleScan },
      'void-transaction': { input: wrongReward },
      'delete-transaction': { input: wrongCard },
      'cancel-purchase': { input: calledOff },
      'preview-reversals': {
        cancelTransaction: earlierOrder,
        voidTransaction: birthday,
        deleteTransaction: spentOrder,
        cancelPurchase: refunded,
      },
      'wallet-history': { walletId },
      'reversal-options': firstOrder,
    },
  };
}

/** The stars of one order were given twice. */
async function ada(story: Story) {
  const walletId = await story.open(42, 'ada-okafor', 'BW-1001', STARS);
  await story.accrue(41, walletId, '180.00', '1001');
  await story.accrue(20, walletId, '95.50', '1017');
  await story.redeem(10, walletId, '120.00', 'Flat white and a cinnamon bun');
  await story.accrue(2, walletId, '64.00', '1042');
  await story.accrue(1.99, walletId, '64.00', '1042-again');
  return {
    walletId,
    firstOrder: { externalReference: 'order-1001' },
    earlierOrder: { externalReference: 'order-1017' },
    doubleScan: { externalReference: 'order-1042-again' },
  };
}

/** An ad hoc reward went to the wrong member. */
async function ben(story: Story) {
  const memberId = 'ben-hartley';
  const walletId = await story.open(35, memberId, 'BW-1002', STARS);
  await story.accrue(33, walletId, '75.00', '1005');
  const birthday = await story.ago(21, 'marketing', 'postAdhocReward', {
    walletId,
    amount: '50.00',
    description: 'Happy birthday, Ben',
  });
  const cup = { walletId, amount: '10.00', description: 'Keep cup, from the shelf' };
  await story.ago(12, 'till-1', 'postAdhocRedemption', cup);
  const wrongReward = await story.ago(6, 'marketing', 'postAdhocReward', {
    walletId,
    amount: '250.00',
    description: 'Latte art contest: meant for Bea Hart',
  });
  return {
    birthday: { memberId, originalTransactionId: birthday },
    wrongReward: { memberId, originalTransactionId: wrongReward },
  };
}

/** The latest stars were earned with a card that was not hers. */
async function chloe(story: Story) {
  const memberCode = 'BW-1003';
  const walletId = await story.open(30, 'chloe-martin', memberCode, STARS);
  const spent = await story.accrue(28, walletId, '142.25', '1009');
  await story.redeem(9, walletId, '40.00', 'Bag of beans, half price');
  const wrong = await story.accrue(1, walletId, '88.00', '1050');
  const place = { merchantId: MERCHANT.id, programId: REWARDS, memberCode };
  return {
    spentOrder: { ...place, transactionId: spent },
    wrongCard: { ...place, transactionId: wrong },
  };
}

/** A purchase was paid in part by a gift card, with a fee and cashback. */
async function dev(story: Story) {
  const walletId = await story.open(25, 'dev-anand', 'BW-1004', GBP);
  const topUp = { walletId, amount: '60.00', externalReference: 'card-7731' };
  await story.ago(25, 'app', 'topUpWallet', topUp);
  const gift = { walletId, amount: '15.00', description: 'Gift card from Elif' };
  await story.ago(18, 'app', 'issueGiftBalance', gift);
  const order = { walletId, amount: '24.80', externalReference: 'order-2001' };
  const description = 'Brewing class for two';
  await story.ago(4, 'till-2', 'recordPurchase', { ...order, description });
  return { calledOff: { externalReference: order.externalReference } };
}

/** Part of a purchase was refunded, and a cup waits to be fetched. */
async function elif(story: Story) {
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
  return { refunded: { externalReference: order.externalReference } };
}
