import { asc, sql } from 'drizzle-orm';
import { type LotId, type LotKind, parseLotId } from '../../ledger/lot.ts';
import { sum } from '../../ledger/money.ts';
import type { Instant } from '../../ledger/time.ts';
import type { Session } from './connection.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { type Keys, keyOf } from './keys.ts';
import { type LotRow, lotColumns } from './rows.ts';
import { lot } from './schema.ts';

/** How many lots a draw fetches at first, and by how much more each time they do not cover it. */
const DRAW_LOTS_FIRST = 4;
const DRAW_LOTS_FACTOR = 16;

/** Finds lots by their ids; the wallet of each was fetched with what names it. */
export function gatherLots(session: Session) {
  const byKey = gather(session, statements.byKey, [
    'merchantId',
    'walletId',
    'transactionId',
    'ordinal',
  ]);
  return async (ids: Iterable<LotId>, keys: Keys): Promise<LotRow[]> => {
    const found = await Promise.all(
      [...ids].map((id) => {
        const name = parseLotId(id);
        if (!name) throw new Error(`${id} is not the id of a lot`);
        return byKey({ merchantId: keys.merchantId, walletId: keyOf(keys.lots, id), ...name });
      }),
    );
    return found.flat();
  };
}

export interface Draw {
  readonly merchantId: string;
  readonly walletId: string;
  readonly at: Instant;
}

/** Usable lots in draw order, as many as cover an amount. */
export function gatherDrawable(session: Session) {
  const asks = new Map<number, ReturnType<typeof askFor>>();
  const askFor = (limit: number) =>
    gather(session, statements.drawable, ['merchantId', 'walletId', 'kind', 'at'], { limit });
  const ofKind = async (draw: Draw, kind: LotKind, amount: bigint) => {
    for (let limit = DRAW_LOTS_FIRST; ; limit *= DRAW_LOTS_FACTOR) {
      const ask = asks.get(limit) ?? askFor(limit);
      asks.set(limit, ask);
      const rows = await ask({ ...draw, kind });
      const covered = sum(rows.map((row) => row.remaining - row.held));
      if (covered >= amount || rows.length < limit) return { rows, covered };
    }
  };
  return async (draw: Draw, kinds: readonly LotKind[], amount: bigint): Promise<LotRow[]> => {
    const found: LotRow[] = [];
    let missing = amount;
    for (const kind of kinds) {
      if (missing <= 0n) break;
      const { rows, covered } = await ofKind(draw, kind, missing);
      found.push(...rows);
      missing -= covered;
    }
    return found;
  };
}

const statements = {
  byKey: prepareQuestion(
    { merchantId: 'text', walletId: 'uuid', transactionId: 'uuid', ordinal: 'smallint' },
    write
      .select(lotColumns)
      .from(lot)
      .where(
        sql`${lot.merchantId} = wanted.merchant_id and ${lot.walletId} = wanted.wallet_id
          and ${lot.transactionId} = wanted.transaction_id and ${lot.ordinal} = wanted.ordinal`,
      ),
  ),
  /** A range of the index `lot_draw`. */
  drawable: prepareQuestion(
    { merchantId: 'text', walletId: 'uuid', kind: 'text', at: 'bigint' },
    write
      .select(lotColumns)
      .from(lot)
      .where(
        sql`${lot.merchantId} = wanted.merchant_id and ${lot.walletId} = wanted.wallet_id
          and ${lot.kind} = wanted.kind and ${lot.remaining} > 0
          and ${lot.expiresAt} > wanted.at and ${lot.activatesAt} <= wanted.at`,
      )
      .orderBy(asc(lot.expiresAt), asc(lot.activatesAt), asc(lot.link), asc(lot.ordinal))
      .limit(sql.placeholder('limit')),
  ),
};
