import type { LotId } from '../lot.ts';
import { type Decimal, formatDecimal } from '../money.ts';
import type { WalletRecord } from '../wallet.ts';
import type { Release } from './release.ts';
import type { LotEffect, Reversal } from './reverse.ts';

/** A lot effect as the caller sees it. */
export interface LotEffectAnswer {
  readonly lotId: LotId;
  readonly restored: Decimal;
  readonly expiredAmount: Decimal;
  readonly clawedBack: Decimal;
}

/** What the four reversals have in common when granted; ids become objects in the graph. */
export interface ReversalSuccess<Name extends string> {
  readonly __typename: Name;
  readonly undoneId: string;
  /** The contra transaction; null where nothing had been posted. */
  readonly reversalId: string | null;
  readonly walletId: string;
  readonly balance: Decimal;
  readonly lots: readonly LotEffectAnswer[];
  readonly shortfall: Decimal;
  readonly replayed: boolean;
}

export function reversalSuccess<Name extends string>(
  name: Name,
  wallet: WalletRecord,
  done: Reversal | Release,
): ReversalSuccess<Name> {
  const { scale } = wallet.currency;
  const posted = 'content' in done;
  return {
    __typename: name,
    undoneId: posted ? (done.content.mainTransactionId ?? '') : done.resolution.transactionId,
    reversalId: posted ? done.content.id : null,
    walletId: wallet.id,
    balance: formatDecimal(done.active, scale),
    lots: done.effects.map((effect) => answerOf(effect, scale)),
    shortfall: formatDecimal(posted ? done.shortfall : 0n, scale),
    replayed: false,
  };
}

function answerOf(effect: LotEffect, scale: number): LotEffectAnswer {
  return {
    lotId: effect.lotId,
    restored: formatDecimal(effect.restored, scale),
    expiredAmount: formatDecimal(effect.expiredAmount, scale),
    clawedBack: formatDecimal(effect.clawedBack, scale),
  };
}
