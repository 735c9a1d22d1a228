import type { TransactionRecord } from '../transaction.ts';
import type { WalletRecord } from '../wallet.ts';
import { type DerivedRow, parseDerivedId } from './row.ts';

/** Who "made" a derived row. */
const RULES = 'the rules of the program';

/**
 * A derived row as the history shows it. It has no entries: nothing was booked.
 */
export function recordOfDerived(row: DerivedRow, wallet: WalletRecord): TransactionRecord {
  const name = parseDerivedId(row.id);
  return {
    id: row.id,
    merchantId: wallet.merchantId,
    programId: wallet.programId,
    walletId: wallet.id,
    memberId: wallet.memberId,
    memberCode: wallet.memberCode,
    scale: wallet.currency.scale,
    type: row.kind,
    hold: null,
    amount: row.amount,
    externalReference: null,
    description: null,
    channel: null,
    reason: null,
    recordedBy: RULES,
    effectiveAt: row.at,
    recordedAt: row.at,
    mainTransactionId: name?.of === 'TRANSACTION' ? name.ownerId : null,
    balanceAfter: row.activeAfter,
    giftAfter: 0n,
    resolution: null,
  };
}
