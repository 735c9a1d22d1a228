import type { CurrencyKind } from '../../ledger/money.ts';
import type { ImportStore } from '../../ledger/store.ts';

/** Where events go: a program, and a currency for money and one for points. */
export interface Target {
  readonly merchantId: string;
  readonly programId: string;
  readonly currencies: Readonly<Record<CurrencyKind, string>>;
}

/** How many wallets are kept in mind; beyond it, they are looked up again. */
const WALLETS_MAX = 500_000;

/** The ids of members' wallets, so that each is looked up once. */
export class Wallets {
  private readonly known = new Map<string, string>();
  private readonly store: ImportStore;
  private readonly target: Target;

  constructor(store: ImportStore, target: Target) {
    this.store = store;
    this.target = target;
  }

  /** Null: no such wallet is known. */
  find(memberId: string, kind: CurrencyKind): string | null {
    return this.known.get(keyOf(memberId, kind)) ?? null;
  }

  /** Asks the store for a wallet; it may not be there. */
  async seek(memberId: string, kind: CurrencyKind): Promise<void> {
    const { merchantId, programId, currencies } = this.target;
    const of = { programId, memberId, currency: currencies[kind] };
    const found = await this.store.walletIdOf(merchantId, of);
    if (found !== null) this.known.set(keyOf(memberId, kind), found);
  }

  /** Remembers a wallet that the batch under way opens. */
  add(memberId: string, kind: CurrencyKind, walletId: string): void {
    this.known.set(keyOf(memberId, kind), walletId);
  }

  /** Forgets a wallet whose opening was refused. */
  remove(memberId: string, kind: CurrencyKind): void {
    this.known.delete(keyOf(memberId, kind));
  }

  /** Keeps the memory bounded; between batches, when every wallet can be looked up. */
  trim(): void {
    if (this.known.size > WALLETS_MAX) this.known.clear();
  }
}

function keyOf(memberId: string, kind: CurrencyKind): string {
  return `${kind} ${memberId}`;
}
