import { z } from 'zod';
import { checkIdentifier, isBlank } from '../../ledger/input.ts';
import { type CurrencyKind, parseDecimal, SCALE_MAX } from '../../ledger/money.ts';
import type { Command } from '../../ledger/register.ts';
import { describeIssues } from '../policies-file.ts';
import { BadLine, type Line } from './lines.ts';

const identifier = z.string().superRefine((text, context) => {
  const reason = isBlank(text) ? 'is blank' : checkIdentifier('', text)?.reason;
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

const amount = z.string().superRefine((text, context) => {
  const { reason } = parseDecimal(text, SCALE_MAX);
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

/** Something that happened in the past: nobody can know the future by a file. */
const moment = z.iso
  .datetime('is not a moment in ISO 8601, UTC')
  .transform((text) => Date.parse(text))
  .refine((at) => at >= 0 && at <= Date.now(), 'is before 1970 or in the future');

const common = {
  at: moment,
  member: identifier,
  ref: identifier,
  description: z.string().optional(),
};

const event = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['topUp', 'purchase', 'accrue', 'redeem']), ...common, amount }),
  z.strictObject({ op: z.literal('refund'), ...common, amount }),
  z.strictObject({ op: z.enum(['cancel', 'orphan']), ...common, amount: amount.optional() }),
]);

/** What happened elsewhere, as a line of a file tells it. */
export type Event = z.output<typeof event>;

/** An event that posts to a wallet, which may have to be opened first. */
export type Posting = Extract<Event, { op: 'topUp' | 'purchase' | 'accrue' | 'redeem' }>;

/** @throws {BadLine} with the place and everything that is wrong with the line. */
export function readEvent({ text, number }: Line, path: string): Event {
  const parsed = event.safeParse(parseJson(text, path, number));
  if (parsed.success) return parsed.data;
  throw new BadLine(path, number, describeIssues(parsed.error));
}

function parseJson(text: string, path: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadLine(path, number, 'the line is not JSON', { cause: error });
  }
}

export function isPosting(happened: Event): happened is Posting {
  return happened.op in KIND_OF_WALLET;
}

/** Which of a member's wallets an event posts to. */
export const KIND_OF_WALLET: Readonly<Record<Posting['op'], CurrencyKind>> = {
  topUp: 'MONEY',
  purchase: 'MONEY',
  accrue: 'POINTS',
  redeem: 'POINTS',
};

type Asked =
  | 'openWallet'
  | 'topUpWallet'
  | 'recordPurchase'
  | 'accruePoints'
  | 'redeemPoints'
  | 'refundPurchase'
  | 'cancelPurchase';

/** One of the commands that events become, or need before them. */
export type EventCommand = { readonly [N in Asked]: Command<N> }[Asked];

/** What an event asks of the wallet that it posts to. */
export function postingOf(happened: Posting, walletId: string): EventCommand {
  const { amount: posted, ref: externalReference, description, at: effectiveAt } = happened;
  const input = { walletId, amount: posted, externalReference, description, effectiveAt };
  switch (happened.op) {
    case 'topUp':
      return { name: 'topUpWallet', input };
    case 'purchase':
      return { name: 'recordPurchase', input };
    case 'accrue':
      return { name: 'accruePoints', input: { ...input, type: 'ACCRUAL', temporary: false } };
    case 'redeem':
      return { name: 'redeemPoints', input: { ...input, type: 'REDEMPTION', temporary: false } };
  }
}

/** What an event asks that undoes a purchase, whole or in part: it names no wallet. */
export function reversalOf(happened: Exclude<Event, Posting>): EventCommand {
  const { ref: externalReference, description: reason } = happened;
  const input = { externalReference, reason, rollbackFee: true, rollbackCashback: true };
  return happened.op === 'refund'
    ? { name: 'refundPurchase', input: { ...input, amount: happened.amount } }
    : { name: 'cancelPurchase', input };
}
