import { derivedIn } from './reference-derived.ts';
import { type Booking, Journal, type ModelTransaction } from './reference-journal.ts';
import { DAY_MS, type ModelPolicies, policiesOf, type Rules } from './reference-policies.ts';
import type { Derived, ModelHold, ModelLot, ModelWallet, Move } from './reference-wallet.ts';

/** What a command records on a wallet; the rest of a transaction follows from it. */
export interface Recorded {
  readonly type: string;
  readonly amount: bigint;
  readonly reference?: string | null;
  readonly effectiveAt?: number | null;
  readonly bookings?: readonly Booking[];
  readonly moves?: readonly Move[];
  readonly lots?: readonly ModelLot[];
  readonly hold?: ModelHold;
  readonly main?: ModelTransaction;
}

/** Wallets and the journal, and the moment that it is. */
export class Books {
  readonly journal = new Journal();
  readonly wallets = new Map<string, ModelWallet>();
  readonly merchantId: string;
  readonly policies: ModelPolicies;
  now: number;

  constructor(now: number, merchantId: string, wallets: readonly ModelWallet[]) {
    this.now = now;
    this.merchantId = merchantId;
    this.policies = policiesOf(merchantId);
    for (const wallet of wallets) this.wallets.set(wallet.id, wallet);
    const { rules } = this.policies;
    if (!rules) return;
    // Only points lose value by themselves.
    const points = wallets.filter(({ currency }) => currency === 'POINTS');
    for (const wallet of points) wallet.derivedAt = this.deriving(wallet, rules);
  }

  /** Works it out once for a state of the wallet and a moment. */
  private deriving(wallet: ModelWallet, rules: Rules): (at: number) => Derived {
    let [state, derived]: [string, Derived | null] = ['', null];
    return (at) => {
      const events = this.journal.all.filter((one) => one.wallet === wallet);
      const ended = events.filter(({ end, hold }) => end !== null || hold?.ended === true);
      const now = [at, events.length, ended.length, wallet.undoing?.id].join();
      if (derived === null || now !== state) {
        derived = derivedIn(wallet, events, rules, at);
        state = now;
      }
      return derived;
    };
  }

  /** What something would do: it is done, and everything put back. */
  rehearse<T>(target: ModelTransaction, act: () => T): T {
    const { wallet, hold, end, refunded } = target;
    const { total, holds } = wallet;
    const remaining = wallet.lots.map((lot) => lot.remaining);
    const { length } = this.journal.all;
    const ended = hold?.ended ?? false;
    const answer = act();
    for (const [n, lot] of wallet.lots.entries()) lot.remaining = remaining[n] ?? 0n;
    Object.assign(wallet, { total, holds });
    Object.assign(target, { end, refunded });
    if (hold) hold.ended = ended;
    this.journal.forget(length);
    return answer;
  }

  record(id: string, wallet: ModelWallet, recorded: Recorded): ModelTransaction {
    const { hold = null, main = null } = recorded;
    wallet.holds = wallet.holds.filter((one) => !one.ended && one.timeoutAt > this.now);
    if (hold) wallet.holds.push(hold);
    const transaction = this.journal.add({
      id,
      wallet,
      type: recorded.type,
      amount: recorded.amount,
      reference: recorded.reference ?? null,
      effectiveAt: recorded.effectiveAt ?? this.now,
      recordedAt: this.now,
      order: this.journal.all.length,
      hold,
      end: null,
      refunded: 0n,
      bookings: (recorded.bookings ?? []).filter((booking) => booking.amount !== 0n),
      moves: recorded.moves ?? [],
      lots: recorded.lots ?? [],
      main,
      balanceAfter: 0n,
      giftAfter: 0n,
    });
    const { active, gift } = wallet.sums(this.now);
    Object.assign(transaction, { balanceAfter: active, giftAfter: gift });
    return transaction;
  }

  /** Adds a lot to a wallet; what is owed is paid from it at once. */
  grant(wallet: ModelWallet, lot: Omit<ModelLot, 'remaining' | 'order' | 'id'>, id: string) {
    const order = this.journal.all.length;
    const added: ModelLot = { ...lot, id: `${id}.0`, order, remaining: lot.granted };
    wallet.lots.push(added);
    wallet.total += lot.granted;
    return { lots: [added], moves: wallet.payDebt([added], this.now) };
  }

  /** Points live for so many days, unless they were given an end. */
  lifeOf(activatesAt: number, expiresAt: number | null) {
    const { pointsLifetimeDays: days } = this.policies;
    const end = days === null ? null : activatesAt + days * DAY_MS;
    return { activatesAt, expiresAt: expiresAt ?? end };
  }
}
