import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { derive } from '../../ledger/derived/derive.ts';
import { type LotId, lotId } from '../../ledger/lot.ts';
import { type Minor, sum } from '../../ledger/money.ts';
import { balancesAt } from '../../ledger/past.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import type { Instant } from '../../ledger/time.ts';
import { balancesOf, type WalletFacts } from '../../ledger/wallet.ts';
import { WalletDraft } from '../../ledger/wallet-draft.ts';
import { bound } from './bound.ts';
import { bytesOfUuid } from './columns.ts';
import type { Db } from './connection.ts';
import type { FetchWallet } from './fetch-wallet.ts';
import { history } from './history-schema.ts';
import { newKeys } from './keys.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { merchant } from './merchant-schema.ts';
import { lotColumns, lotOf, origin, sequenceOf } from './rows.ts';
import { entry, lot, lotMovement, reservation, resolution, transaction, wallet } from './schema.ts';

/** A wallet's balances at any moment, and what expires when. */
export function preparePastReads(
  db: Db,
  fetch: FetchWallet,
): Pick<LedgerReads, 'balancesAt' | 'expiringIn'> {
  const merchantKey = prepareMerchantKey(db);
  const past = preparePast(db);
  const expiring = prepareExpiring(db);
  return {
    async balancesAt(merchantId, walletId, at) {
      const keys = newKeys(merchantKey(merchantId));
      db.$client.exec('BEGIN');
      try {
        const facts = fetch({ id: walletId, target: null, at }, keys);
        const pk = keys.wallets.get(walletId)?.pk;
        if (!facts || pk === undefined) return null;
        // After the last change time alone moves the sums; before it the journal knows them.
        if (at >= facts.state.settledThrough) return balancesOf(new WalletDraft(facts, at).settled);
        return balancesAt({ ...past(pk, walletId, at), lost: lostOf(facts, at) }, at);
      } finally {
        db.$client.exec('COMMIT');
      }
    },
    async expiringIn(merchantId, walletId, { from, to }, at) {
      const id = bytesOfUuid(walletId);
      if (!id) return 0n;
      const lost = lostOf(
        fetch({ id: walletId, target: null, at }, newKeys(merchantKey(merchantId))),
        at,
      );
      const lots = expiring.all({ merchantId, id, from, to });
      return sum(
        lots.map((row) => row.remaining - (lost.get(lotId(row.originId, row.ordinal)) ?? 0n)),
      );
    },
  };
}

/** What derived rows have taken of a wallet's lots by a moment. */
function lostOf(facts: WalletFacts | null, at: Instant): ReadonlyMap<LotId, Minor> {
  if (!facts?.journal) return new Map();
  return derive(facts.journal, facts.program.policies, at).lost;
}

/** Everything of a wallet that had taken effect by a moment: one range of its history. */
function preparePast(db: Db) {
  const statements = preparePastStatements(db);
  return (walletPk: number, walletId: string, at: Instant) => {
    const values = { walletPk, at };
    const moved = sumsByLot(statements.movements.all(values));
    const held = sumsByLot(statements.reservations.all(values));
    const lots = statements.lots.all(values).map((row) => {
      const granted = lotOf(row, walletId);
      const key = sequenceOf(row);
      const remaining = granted.granted + (moved.get(key) ?? 0n);
      return { ...granted, remaining, held: held.get(key) ?? 0n };
    });
    return { total: sum(statements.entries.all(values).map((row) => row.amount)), lots };
  };
}

interface LotAmount {
  readonly transactionPk: number;
  readonly ordinal: number;
  readonly amount: bigint;
}

/** By the lots' numbers among all. */
function sumsByLot(rows: readonly LotAmount[]): ReadonlyMap<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const row of rows) {
    const key = sequenceOf(row);
    sums.set(key, (sums.get(key) ?? 0n) + row.amount);
  }
  return sums;
}

/** The lot of a movement or reservation, if it is of the same wallet. */
function isLot(transactionPk: SQLiteColumn, ordinal: SQLiteColumn) {
  const ofWallet = eq(lot.walletPk, history.walletPk);
  return and(eq(lot.transactionPk, transactionPk), eq(lot.ordinal, ordinal), ofWallet);
}

function preparePastStatements(db: Db) {
  const inEffect = and(
    eq(history.walletPk, bound('walletPk')),
    lte(history.effectiveAt, bound('at')),
  );
  const lotAmount = { transactionPk: lot.transactionPk, ordinal: lot.ordinal };
  return {
    entries: db
      .select({ amount: entry.amount })
      .from(history)
      .innerJoin(entry, eq(entry.transactionPk, history.transactionPk))
      .where(and(inEffect, eq(entry.walletPk, history.walletPk)))
      .prepare(),
    lots: db
      .select(lotColumns)
      .from(history)
      .innerJoin(lot, eq(lot.transactionPk, history.transactionPk))
      .innerJoin(origin, eq(origin.pk, lot.transactionPk))
      .where(and(inEffect, eq(lot.walletPk, history.walletPk)))
      .prepare(),
    movements: db
      .select({ ...lotAmount, amount: lotMovement.amount })
      .from(history)
      .innerJoin(lotMovement, eq(lotMovement.transactionPk, history.transactionPk))
      .innerJoin(lot, isLot(lotMovement.lotTransactionPk, lotMovement.lotOrdinal))
      .where(inEffect)
      .prepare(),
    reservations: db
      .select({ ...lotAmount, amount: reservation.amount })
      .from(history)
      .innerJoin(transaction, eq(transaction.pk, history.transactionPk))
      .innerJoin(reservation, eq(reservation.transactionPk, transaction.pk))
      .innerJoin(lot, isLot(reservation.lotTransactionPk, reservation.lotOrdinal))
      .leftJoin(resolution, eq(resolution.transactionPk, transaction.pk))
      .where(
        and(
          inEffect,
          gt(transaction.timeoutAt, bound('at')),
          or(isNull(resolution.at), gt(resolution.at, bound('at'))),
        ),
      )
      .prepare(),
  };
}

function prepareExpiring(db: Db) {
  return db
    .select({ originId: origin.id, ordinal: lot.ordinal, remaining: lot.remaining })
    .from(merchant)
    .innerJoin(wallet, and(eq(wallet.merchantPk, merchant.pk), eq(wallet.id, bound('id'))))
    .innerJoin(lot, eq(lot.walletPk, wallet.pk))
    .innerJoin(origin, eq(origin.pk, lot.transactionPk))
    .where(
      and(
        eq(merchant.id, bound('merchantId')),
        sql`${lot.kind} in ('GIFT', 'MONEY', 'POINTS')`,
        sql`${lot.expiresAt} >= ${bound('from')}`,
        sql`${lot.expiresAt} < ${bound('to')}`,
        sql`${lot.remaining} > 0`,
      ),
    )
    .prepare();
}
