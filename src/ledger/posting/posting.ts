import { type Context, type Decision, grant, refuse } from '../decision.ts';
import type { Entry } from '../entry.ts';
import type { Facts, FactsQuery } from '../facts.ts';
import {
  checkIdentifier,
  checkPast,
  checkText,
  invalid,
  isBlank,
  named,
  type Optional,
  OVERFLOW,
  readAmount,
} from '../input.ts';
import type { GrantedLot } from '../lot.ts';
import { type CurrencyKind, type Decimal, formatDecimal, type Minor } from '../money.ts';
import { duplicateReference } from '../reference.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import type { Hold, PostedType, TransactionContent } from '../transaction.ts';
import type { WalletFacts } from '../wallet.ts';
import { WalletDraft } from '../wallet-draft.ts';
import { refuseClosed } from '../wallet-refusals.ts';

/** What the inputs that post to a wallet have in common. */
export interface PostingInput {
  readonly walletId: string;
  readonly amount: Decimal;
  readonly externalReference?: Optional<string>;
  readonly description?: Optional<string>;
  /** Back-dates the transaction; not in the future. */
  readonly effectiveAt?: Optional<Instant>;
  readonly reason?: Optional<string>;
}

/** In order of precedence; what a debit adds stands behind them. */
export const POSTING_REFUSALS = [
  'InvalidInputError',
  'WalletNotFoundError',
  'WalletClosedError',
  'WalletKindNotAllowedError',
  'DuplicateExternalReferenceError',
] as const;

export type PostingRefusal = Refusal<(typeof POSTING_REFUSALS)[number]>;

/** What postings have in common when they are granted. */
export interface PostingSuccess<Name extends string> {
  readonly __typename: Name;
  readonly postedId: string;
  readonly walletId: string;
  readonly balance: Decimal;
  readonly replayed: boolean;
}

export function checkPosting(
  input: PostingInput,
  context: Context,
): Refusal<'InvalidInputError'> | null {
  if (isBlank(input.walletId)) return invalid('walletId', 'is blank');
  return (
    checkIdentifier('walletId', input.walletId) ??
    checkIdentifier('externalReference', named(input.externalReference)) ??
    checkText('description', input.description) ??
    checkText('reason', input.reason) ??
    checkPast('effectiveAt', input.effectiveAt, context.at)
  );
}

export function needsOf(input: PostingInput, draw?: (wallet: WalletFacts) => Minor): FactsQuery {
  const reference = named(input.externalReference);
  return { walletId: input.walletId, reference, ...(draw && { draw }) };
}

/** How much the amount of an input draws; nothing where the amount will be refused. */
export function amountDrawn(input: PostingInput): (wallet: WalletFacts) => Minor {
  return (wallet) => {
    const amount = readAmount('amount', input.amount, wallet.record.currency.scale, 'SIGNED');
    if (typeof amount !== 'bigint') return 0n;
    return amount < 0n ? -amount : amount;
  };
}

/** A wallet that may be posted to, and what is to be posted. */
export interface Opened {
  readonly draft: WalletDraft;
  readonly amount: Minor;
  readonly effectiveAt: Instant;
}

/** The checks that all postings share. `sign`: whether the amount may be negative. */
export function openPosting(
  facts: Facts,
  input: PostingInput,
  context: Context,
  kind: CurrencyKind,
  sign: 'POSITIVE' | 'SIGNED' = 'POSITIVE',
): Opened | PostingRefusal {
  const wallet = facts.wallets.get(input.walletId);
  if (!wallet) {
    return refusal('WalletNotFoundError', 'There is no such wallet.', {
      walletId: input.walletId,
    });
  }
  const refused =
    refuseClosed(wallet.record) ??
    refuseKind(wallet.record.currency.kind, kind) ??
    duplicateReference(facts);
  if (refused) return refused;
  const amount = readAmount('amount', input.amount, wallet.record.currency.scale, sign);
  if (typeof amount !== 'bigint') return amount;
  const draft = new WalletDraft(wallet, context.at);
  return { draft, amount, effectiveAt: input.effectiveAt ?? context.at };
}

function refuseKind(
  kind: CurrencyKind,
  allowedKind: CurrencyKind,
): Refusal<'WalletKindNotAllowedError'> | null {
  if (kind === allowedKind) return null;
  return refusal('WalletKindNotAllowedError', `The wallet does not hold ${allowedKind}.`, {
    kind,
    allowedKind,
  });
}

/** The part of a transaction that a posting decides; the rest is the same for all. */
export interface Posting {
  readonly type: PostedType;
  readonly amount: Minor;
  readonly entries: readonly Entry[];
  readonly lots?: readonly GrantedLot[];
  readonly hold?: Hold;
  /** The other wallets that it took from. */
  readonly alsoMoved?: readonly WalletDraft[];
}

/** Puts a transaction together from what a posting decided and what its draft moved. */
export function contentOf(
  input: PostingInput,
  opened: Opened,
  context: Context,
  posting: Posting,
): TransactionContent {
  const { draft, effectiveAt } = opened;
  const { lots = [], hold = null, alsoMoved = [] } = posting;
  const { reservations } = draft;
  const drafts = [draft, ...alsoMoved];
  for (const moved of drafts) {
    const recorded = {
      transactionId: context.newId,
      mainTransactionId: null,
      effectiveAt,
      reversal: false,
      lots,
      movements: moved.movements,
      hold: hold && { endedAt: hold.timeoutAt, reservations },
    };
    moved.rederive((losses) => losses.include(recorded));
  }
  return {
    id: context.newId,
    walletId: input.walletId,
    type: posting.type,
    hold,
    amount: posting.amount,
    externalReference: named(input.externalReference),
    description: input.description ?? null,
    channel: null,
    reason: input.reason ?? null,
    recordedBy: context.actor,
    effectiveAt,
    recordedAt: context.recordedAt,
    mainTransactionId: null,
    balanceAfter: draft.active,
    giftAfter: draft.gift,
    entries: posting.entries,
    lots,
    movements: drafts.flatMap((moved) => moved.movements),
    reservations,
    resolves: null,
  };
}

/** Grants a posting: its transaction, and the wallets as their drafts leave them. */
export function record<Name extends string>(
  name: Name,
  { draft }: Opened,
  transaction: TransactionContent,
  others: readonly WalletDraft[] = [],
): Decision<PostingSuccess<Name> | Refusal<'InvalidInputError'>> {
  const { record: wallet } = draft.facts;
  if (draft.overflows) return refuse(invalid('amount', OVERFLOW));
  const success: PostingSuccess<Name> = {
    __typename: name,
    postedId: transaction.id,
    walletId: wallet.id,
    balance: formatDecimal(draft.active, wallet.currency.scale),
    replayed: false,
  };
  const wallets = [draft, ...others].map((written) => written.close());
  return grant(success, [{ kind: 'record', transaction, wallets }]);
}
