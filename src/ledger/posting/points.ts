import type { Context } from '../decision.ts';
import { type Entry, leg } from '../entry.ts';
import { checkAfter, type Optional } from '../input.ts';
import { type GrantedLot, lotId } from '../lot.ts';
import type { Minor } from '../money.ts';
import type { Refusal } from '../refusal.ts';
import { DAY_MS, INSTANT_MAX, type Instant, SECOND_MS } from '../time.ts';
import type { WalletFacts } from '../wallet.ts';
import { insufficient, refuseSuspended } from '../wallet-refusals.ts';
import type { Opened } from './posting.ts';

/** When granted points begin and end. */
export interface PointsLife {
  readonly activatesAt?: Optional<Instant>;
  readonly expiresAt?: Optional<Instant>;
}

/** Points have to activate before they expire. */
export function checkLife(
  life: PointsLife,
  effectiveAt: Optional<Instant>,
  context: Context,
): Refusal<'InvalidInputError'> | null {
  const from = life.activatesAt ?? effectiveAt ?? context.at;
  return (
    checkAfter('activatesAt', life.activatesAt, -1) ?? checkAfter('expiresAt', life.expiresAt, from)
  );
}

/** What a grant adds to its transaction. */
export interface Granted {
  readonly entries: readonly Entry[];
  readonly lots: readonly [GrantedLot];
}

/** Grants points as one lot, from which a wallet in debt pays at once. */
export function grantPoints(
  { draft, amount }: Opened,
  life: PointsLife,
  from: Instant,
  context: Context,
): Granted {
  const walletId = draft.facts.record.id;
  const activatesAt = life.activatesAt ?? from;
  const expiresAt = life.expiresAt ?? lifetimeEnd(draft.facts, activatesAt);
  const id = lotId(context.newId, 0);
  const lot: GrantedLot = { id, walletId, kind: 'POINTS', granted: amount, activatesAt, expiresAt };
  draft.book(amount);
  draft.grant(lot);
  draft.payDebt([lot.id]);
  return { entries: leg(walletId, 'ISSUER', 'PRINCIPAL', amount), lots: [lot] };
}

/** Why points cannot be taken. */
export type PointsRefusal = Refusal<'WalletSuspendedError' | 'InsufficientBalanceError'>;

/** Takes points from lots in draw order, or says how much is missing. */
export function takePoints(opened: Opened, amount: Minor): readonly Entry[] | PointsRefusal {
  const { draft } = opened;
  const short = refuseShort(opened, amount);
  if (short) return short;
  draft.book(-amount);
  draft.draw(amount, 'PRINCIPAL');
  return leg(draft.facts.record.id, 'ISSUER', 'PRINCIPAL', -amount);
}

export function refuseShort({ draft }: Opened, amount: Minor): PointsRefusal | null {
  const { record } = draft.facts;
  const suspended = refuseSuspended(record);
  if (suspended || amount <= draft.active) return suspended;
  return insufficient(amount, amount - draft.active, record.currency.scale);
}

/** When a hold that is made now ends by itself. */
export function timeoutOf(
  timeoutSeconds: Optional<number>,
  { draft }: Opened,
  context: Context,
): Instant {
  const { holdTimeoutSeconds } = draft.facts.program.policies;
  return context.at + (timeoutSeconds ?? holdTimeoutSeconds) * SECOND_MS;
}

function lifetimeEnd(wallet: WalletFacts, activatesAt: Instant): Instant | null {
  const days = wallet.program.policies.pointsLifetimeDays;
  if (days === null) return null;
  const end = activatesAt + days * DAY_MS;
  // Later than any date: never.
  return end < INSTANT_MAX ? end : null;
}
