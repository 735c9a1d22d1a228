import type { Instant } from './time.ts';
import type { Resolution, TransactionContent } from './transaction.ts';
import type { WalletAfter, WalletRecord } from './wallet.ts';

/** What a granted command does to the ledger. The store carries it out; all of it or nothing. */
export type Change =
  | { readonly kind: 'openWallet'; readonly wallet: WalletRecord; readonly newMember: boolean }
  | {
      readonly kind: 'closeWallet';
      readonly walletId: string;
      readonly closing: WalletClosing;
    }
  | {
      readonly kind: 'switchWallet';
      readonly walletId: string;
      /** Null: back in use. */
      readonly suspendedAt: Instant | null;
    }
  | {
      readonly kind: 'record';
      readonly transaction: TransactionContent;
      readonly wallets: readonly WalletAfter[];
    }
  | {
      readonly kind: 'resolve';
      readonly resolution: Resolution;
      readonly wallet: WalletAfter;
    };

/** The end of a wallet, as its hash chain keeps it. */
export interface WalletClosing {
  readonly at: Instant;
  readonly recordedBy: string;
  readonly reason: string | null;
}
