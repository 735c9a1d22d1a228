import type { Context } from '../decision.ts';
import type { Facts, TransactionFacts } from '../facts.ts';
import type { Minor } from '../money.ts';
import type { Resolution } from '../transaction.ts';
import type { WalletAfter } from '../wallet.ts';
import { WalletDraft } from '../wallet-draft.ts';
import type { LotEffect } from './reverse.ts';
import { walletOf } from './target.ts';

/** The end of a hold that posts nothing. */
export interface Release {
  readonly resolution: Resolution;
  readonly wallet: WalletAfter;
  readonly effects: readonly LotEffect[];
  readonly active: Minor;
}

/** Ends a hold: exactly the lots that it reserved are free again; a promise grants nothing. */
export function release(
  facts: Facts,
  target: TransactionFacts,
  kind: 'CANCEL' | 'ROLLBACK',
  reason: string | null,
  context: Context,
): Release {
  const draft = new WalletDraft(walletOf(facts, target), context.at);
  draft.release(target.reservations);
  draft.rederive((losses, at) => losses.disregard(target.record.id, at, false));
  const effects = target.reservations.map(({ lotId, amount }) => {
    const expired = draft.phaseOf(lotId) === 'EXPIRED';
    return {
      lotId,
      restored: expired ? 0n : amount,
      expiredAmount: expired ? amount : 0n,
      clawedBack: 0n,
    };
  });
  return {
    resolution: {
      transactionId: target.record.id,
      kind,
      by: null,
      at: context.at,
      recordedBy: context.actor,
      reason,
    },
    wallet: draft.close(),
    effects,
    active: draft.active,
  };
}
