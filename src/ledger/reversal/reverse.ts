import type { Context } from '../decision.ts';
import { type Entry, type EntryPurpose, leg } from '../entry.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import { invalid, OVERFLOW } from '../input.ts';
import type { LotId } from '../lot.ts';
import { type Minor, sum } from '../money.ts';
import type { ShortfallPolicy } from '../program.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import type { ResolutionKind, TransactionContent, VoidChannel } from '../transaction.ts';
import type { WalletAfter } from '../wallet.ts';
import { WalletDraft } from '../wallet-draft.ts';
import { insufficient } from '../wallet-refusals.ts';
import { type Slice, sharesOf, slicesOfMovements } from './slice.ts';
import { walletOf } from './target.ts';

/** What one reversal asks of the mechanism that all four share. */
export interface ReversalRequest {
  readonly target: TransactionFacts;
  readonly type: 'CANCEL' | 'VOID' | 'DELETE' | 'REFUND';
  /** The parts of the transaction that are undone. */
  readonly purposes: readonly EntryPurpose[];
  /** The part of its amount that is undone: all of it, but for a refund. */
  readonly slice: Slice;
  readonly onShortfall: ShortfallPolicy;
  readonly externalReference: string | null;
  readonly channel: VoidChannel | null;
  readonly reason: string | null;
  /** The moment from which it counts. */
  readonly effectiveAt: Instant;
}

/** What a reversal did to one lot, in minor units. */
export interface LotEffect {
  readonly lotId: LotId;
  readonly restored: Minor;
  readonly expiredAmount: Minor;
  readonly clawedBack: Minor;
}

export interface Reversal {
  readonly content: TransactionContent;
  readonly wallets: readonly WalletAfter[];
  readonly effects: readonly LotEffect[];
  /** What could not be taken back. */
  readonly shortfall: Minor;
  /** Active balance, and debt, of the transaction's own wallet afterwards. */
  readonly active: Minor;
  readonly debt: Minor;
}

const RESOLUTION: Readonly<Record<ReversalRequest['type'], ResolutionKind | null>> = {
  CANCEL: 'CANCEL',
  VOID: 'VOID',
  DELETE: 'DELETE',
  REFUND: null,
};

/**
 * Undoes what was recorded, part by part, never what today's policy would have recorded. In each
 * wallet, what was taken goes back to the lots that it came from; then what was granted is taken
 * back, from the granted lots first, so that a refund can pay for its own clawback.
 */
export function reverse(
  facts: Facts,
  request: ReversalRequest,
  context: Context,
): Reversal | Refusal<'InsufficientBalanceError' | 'InvalidInputError'> {
  const { target } = request;
  const own = walletOf(facts, target);
  const walletIds = new Set([own.record.id, ...target.entries.flatMap((e) => e.walletId ?? [])]);
  const entries: Entry[] = [];
  const drafts: WalletDraft[] = [];
  const effects = new Map<LotId, LotEffect>();
  let shortfall = 0n;
  for (const walletId of walletIds) {
    const wallet = facts.wallets.get(walletId);
    if (!wallet) throw new Error(`wallet ${walletId} was not fetched`);
    const draft = new WalletDraft(wallet, context.at);
    const deleted = request.type === 'DELETE';
    if (request.type !== 'REFUND') {
      draft.rederive((losses, at) => losses.disregard(target.record.id, at, deleted));
    }
    const part = reverseInWallet(draft, request);
    if (part.shortfall > 0n && request.onShortfall === 'REJECT') {
      return insufficient(part.required, part.shortfall, wallet.record.currency.scale);
    }
    if (draft.overflows) return invalid('amount', OVERFLOW);
    entries.push(...part.entries);
    shortfall += part.shortfall;
    for (const effect of effectsOf(draft)) effects.set(effect.lotId, effect);
    drafts.push(draft);
  }
  const [first] = drafts;
  if (!first) throw new Error('a reversal touches at least one wallet');
  return {
    content: contentOf(request, context, entries, drafts),
    wallets: drafts.map((draft) => draft.close()),
    effects: [...effects.values()],
    shortfall,
    active: first.active,
    debt: first.debt,
  };
}

interface WalletPart {
  readonly entries: readonly Entry[];
  readonly required: Minor;
  readonly shortfall: Minor;
}

function reverseInWallet(draft: WalletDraft, request: ReversalRequest): WalletPart {
  const { target, slice } = request;
  const shares = sharesOf(draft.facts.record.id, target.entries, request.purposes, slice);
  const entries: Entry[] = [];
  const restored: LotId[] = [];
  for (const share of shares.filter((s) => s.amount < 0n)) {
    draft.book(-share.amount);
    entries.push(...leg(draft.facts.record.id, share.counter, share.purpose, -share.amount));
    const ofWallet = target.movements.filter((m) => draft.has(m.lotId));
    for (const { lotId, amount } of slicesOfMovements(ofWallet, share)) {
      draft.restore(lotId, amount, share.purpose);
      restored.push(lotId);
    }
  }
  let required = 0n;
  let shortfall = 0n;
  for (const share of shares.filter((s) => s.amount > 0n)) {
    const taken = clawBack(draft, target, share.amount, share.purpose);
    const missing = share.amount - taken;
    const booked = request.onShortfall === 'ALLOW_NEGATIVE' ? share.amount : taken;
    draft.book(-booked);
    entries.push(...leg(draft.facts.record.id, share.counter, share.purpose, -booked));
    required += share.amount;
    shortfall += missing;
  }
  draft.payDebt(restored);
  return { entries, required, shortfall };
}

/** Takes back from the lots that the transaction granted, then from the others in draw order. */
function clawBack(
  draft: WalletDraft,
  target: TransactionFacts,
  amount: Minor,
  purpose: EntryPurpose,
): Minor {
  let left = amount;
  for (const lotId of target.lots) {
    if (draft.has(lotId)) left -= draft.take(lotId, left, purpose);
  }
  // Gift value pays for gifts alone: it never turns into money.
  const kinds = purpose === 'GIFT' ? (['GIFT'] as const) : (['MONEY', 'POINTS'] as const);
  return amount - left + draft.draw(left, purpose, kinds);
}

function effectsOf(draft: WalletDraft): LotEffect[] {
  const ids = new Set(draft.movements.map((movement) => movement.lotId));
  return [...ids].map((lotId) => {
    const amounts = draft.movements.filter((m) => m.lotId === lotId).map((m) => m.amount);
    const back = sum(amounts.filter((amount) => amount > 0n));
    const expired = back > 0n && draft.phaseOf(lotId) === 'EXPIRED';
    return {
      lotId,
      restored: expired ? 0n : back,
      expiredAmount: expired ? back : 0n,
      clawedBack: -sum(amounts.filter((amount) => amount < 0n)),
    };
  });
}

function contentOf(
  request: ReversalRequest,
  context: Context,
  entries: readonly Entry[],
  drafts: readonly WalletDraft[],
): TransactionContent {
  const { target, type, effectiveAt } = request;
  const transactionId = context.newId;
  for (const draft of drafts) {
    const { movements } = draft;
    const recorded = {
      transactionId,
      mainTransactionId: target.record.id,
      effectiveAt,
      reversal: true,
      lots: [],
      movements,
      hold: null,
    };
    draft.rederive((losses) => losses.include(recorded));
  }
  const [own] = drafts;
  const kind = RESOLUTION[type];
  const principal = entries.filter(
    (e) => e.account === 'WALLET' && (e.purpose === 'PRINCIPAL' || e.purpose === 'GIFT'),
  );
  return {
    id: context.newId,
    walletId: target.record.walletId,
    type,
    hold: null,
    amount: sum(principal.map((e) => (e.amount < 0n ? -e.amount : e.amount))),
    externalReference: request.externalReference,
    // Paywall's Cancel record says what was bought.
    description: target.record.description,
    channel: request.channel,
    reason: request.reason,
    recordedBy: context.actor,
    effectiveAt: request.effectiveAt,
    recordedAt: context.recordedAt,
    mainTransactionId: target.record.id,
    balanceAfter: own?.active ?? 0n,
    giftAfter: own?.gift ?? 0n,
    entries,
    lots: [],
    movements: drafts.flatMap((draft) => draft.movements),
    reservations: [],
    resolves: kind && { transactionId: target.record.id, kind },
  };
}
