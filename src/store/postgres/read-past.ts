import { and, eq, sql } from 'drizzle-orm';
import { derive } from '../../ledger/derived/derive.ts';
import { type LotId, lotId } from '../../ledger/lot.ts';
import { type Minor, sum } from '../../ledger/money.ts';
import { balancesAt } from '../../ledger/past.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import { balancesOf, type WalletFacts } from '../../ledger/wallet.ts';
import { WalletDraft } from '../../ledger/wallet-draft.ts';
import { isUuid } from './columns.ts';
import { type Database, inSnapshot, type Session } from './connection.ts';
import { gatherWallets } from './fetch-wallet.ts';
import { given, write } from './gather.ts';
import { newKeys } from './keys.ts';
import { lotColumns, lotOf } from './rows.ts';
import {
  entry,
  lot,
  lotMovement,
  reservation,
  resolution,
  transaction,
  walletLink,
} from './schema.ts';
import { prepareSelect } from './select.ts';

/** A wallet's balances at any moment, and what expires when. */
export function createPastReads(
  database: Database,
): Pick<LedgerReads, 'balancesAt' | 'expiringIn'> {
  return {
    balancesAt: (merchantId, walletId, at) =>
      inSnapshot(database, async (session) => {
        const fetch = gatherWallets(session);
        const facts = await fetch({ id: walletId, target: null, at }, newKeys(merchantId));
        if (!facts) return null;
        // After the last change time alone moves the sums; before it the journal knows them.
        if (at >= facts.state.settledThrough) return balancesOf(new WalletDraft(facts, at).settled);
        const past = await readPast(session, { merchantId, walletId, at });
        return balancesAt({ ...past, lost: lostOf(facts, at) }, at);
      }),
    async expiringIn(merchantId, walletId, period, at) {
      if (!isUuid(walletId)) return 0n;
      return inSnapshot(database, async (session) => {
        const fetch = gatherWallets(session);
        const facts = await fetch({ id: walletId, target: null, at }, newKeys(merchantId));
        const lost = lostOf(facts, at);
        const lots = await statements.expiring(session, { merchantId, walletId, ...period });
        return sum(
          lots.map((row) => row.remaining - (lost.get(lotId(row.originId, row.ordinal)) ?? 0n)),
        );
      });
    },
  };
}

/** What derived rows have taken of a wallet's lots by a moment. */
function lostOf(facts: WalletFacts | null, at: Instant): ReadonlyMap<LotId, Minor> {
  if (!facts?.journal) return new Map();
  return derive(facts.journal, facts.program.policies, at).lost;
}

interface Moment {
  readonly merchantId: string;
  readonly walletId: string;
  readonly at: Instant;
}

/** Everything of a wallet that had taken effect by a moment: one range of its history. */
async function readPast(session: Session, moment: Moment) {
  const values = { ...moment };
  const moved = sumsByLot(await statements.movements(session, values));
  const held = sumsByLot(await statements.reservations(session, values));
  const lots = (await statements.lots(session, values)).map((row) => {
    const granted = lotOf(row);
    const remaining = granted.granted + (moved.get(granted.id) ?? 0n);
    return { ...granted, remaining, held: held.get(granted.id) ?? 0n };
  });
  const [booked] = await statements.entries(session, values);
  return { total: booked?.total ?? 0n, lots };
}

interface LotAmount {
  readonly originId: string;
  readonly ordinal: number;
  readonly amount: bigint;
}

function sumsByLot(rows: readonly LotAmount[]): ReadonlyMap<LotId, bigint> {
  const sums = new Map<LotId, bigint>();
  for (const { originId, ordinal, amount } of rows) {
    const id = lotId(originId, ordinal);
    sums.set(id, (sums.get(id) ?? 0n) + amount);
  }
  return sums;
}

const inEffect = and(
  eq(walletLink.merchantId, given('merchantId', 'text')),
  eq(walletLink.walletId, given('walletId', 'uuid')),
  sql`${walletLink.kind} = 'RECORDED'`,
  sql`${walletLink.effectiveAt} <= ${given('at', 'bigint')}`,
);

/** What a linked transaction has in the wallet itself. */
const isLinked = (table: typeof lot | typeof lotMovement | typeof reservation) =>
  and(
    eq(table.merchantId, walletLink.merchantId),
    eq(table.walletId, walletLink.walletId),
    eq(table.transactionId, walletLink.transactionId),
  );

const statements = {
  entries: prepareSelect(
    write
      .select({ total: sql<bigint>`sum(${entry.amount})::bigint`.mapWith(BigInt) })
      .from(walletLink)
      .innerJoin(
        entry,
        and(
          eq(entry.merchantId, walletLink.merchantId),
          eq(entry.walletId, walletLink.homeId),
          eq(entry.transactionId, walletLink.transactionId),
          eq(entry.bookedId, walletLink.walletId),
        ),
      )
      .where(inEffect),
  ),
  lots: prepareSelect(
    write.select(lotColumns).from(walletLink).innerJoin(lot, isLinked(lot)).where(inEffect),
  ),
  movements: prepareSelect(
    write
      .select({
        originId: lotMovement.lotTransactionId,
        ordinal: lotMovement.lotOrdinal,
        amount: lotMovement.amount,
      })
      .from(walletLink)
      .innerJoin(lotMovement, isLinked(lotMovement))
      .where(inEffect),
  ),
  reservations: prepareSelect(
    write
      .select({
        originId: reservation.lotTransactionId,
        ordinal: reservation.lotOrdinal,
        amount: reservation.amount,
      })
      .from(walletLink)
      .innerJoin(reservation, isLinked(reservation))
      .innerJoin(
        transaction,
        and(
          eq(transaction.merchantId, walletLink.merchantId),
          eq(transaction.walletId, walletLink.homeId),
          eq(transaction.id, walletLink.transactionId),
        ),
      )
      .leftJoin(
        resolution,
        and(
          eq(resolution.merchantId, walletLink.merchantId),
          eq(resolution.walletId, walletLink.homeId),
          eq(resolution.transactionId, walletLink.transactionId),
        ),
      )
      .where(
        and(
          inEffect,
          sql`${transaction.timeoutAt} > ${given('at', 'bigint')}`,
          sql`(${resolution.at} is null or ${resolution.at} > ${given('at', 'bigint')})`,
        ),
      ),
  ),
  expiring: prepareSelect(
    write
      .select({ originId: lot.transactionId, ordinal: lot.ordinal, remaining: lot.remaining })
      .from(lot)
      .where(
        and(
          eq(lot.merchantId, given('merchantId', 'text')),
          eq(lot.walletId, given('walletId', 'uuid')),
          sql`${lot.kind} in ('GIFT', 'MONEY', 'POINTS')`,
          sql`${lot.expiresAt} >= ${given('from', 'bigint')}`,
          sql`${lot.expiresAt} < ${given('to', 'bigint')}`,
          sql`${lot.remaining} > 0`,
        ),
      ),
  ),
};
