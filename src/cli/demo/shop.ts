import { type Currency, PERCENTAGE_SCALE, parseDecimal } from '../../ledger/money.ts';
import { type Charge, POLICIES_DEFAULT, type Policies } from '../../ledger/program.ts';
import { DAY_MS, type Instant } from '../../ledger/time.ts';
import { generateApiKey } from '../../merchant/api-key.ts';
import type { OpenStore } from '../../store/open-store.ts';

/** The merchant of the demo. */
export const MERCHANT = { id: 'brightwater', name: 'Brightwater Coffee' } as const;
export const REWARDS = 'rewards';
export const WALLET = 'wallet';
export const STARS: Currency = { code: 'stars', kind: 'POINTS', scale: 2 };
export const GBP: Currency = { code: 'GBP', kind: 'MONEY', scale: 2 };
const VOID_DAYS = 30;

/** Makes the merchant, its programs and currencies, and a key for a day, whose text it tells. */
export async function openShop({ merchants }: OpenStore, now: Instant): Promise<string> {
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
  await merchants.createApiKey({
    prefix,
    secretHash,
    name: 'demo',
    merchantId,
    scopes: ['admin'],
    ...times,
  });
  return text;
}

function percent(text: string): Charge {
  const { minor, reason } = parseDecimal(text, PERCENTAGE_SCALE);
  if (minor === undefined) throw new Error(`${text} ${reason}`);
  return { percentage: minor };
}
