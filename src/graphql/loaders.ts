import DataLoader from 'dataloader';
import type { Entry } from '../ledger/entry.ts';
import type { Lot, LotMovement } from '../ledger/lot.ts';
import type { Program } from '../ledger/program.ts';
import type { LedgerReads, MemberRecord } from '../ledger/store.ts';
import type { Instant } from '../ledger/time.ts';
import type { TransactionRecord } from '../ledger/transaction.ts';
import type { WalletRecord, WalletState } from '../ledger/wallet.ts';
import type { Misses } from './misses.ts';

/** How many keys one statement answers at most. */
const LOADER_BATCH_MAX = 100;

/** Of a key: what has it, or null where this merchant has nothing of the kind. */
export type OneLoader<T> = DataLoader<string, T | null>;
/** Of a key: all that belongs to it, in the order of the store. */
type ManyLoader<T> = DataLoader<string, readonly T[]>;

interface GiftMovement {
  readonly movement: LotMovement;
  readonly lot: Lot;
}

/** One statement an entity type for whatever a request asks at the same time. */
export interface Loaders {
  readonly transactionById: OneLoader<TransactionRecord>;
  readonly transactionByReference: OneLoader<TransactionRecord>;
  readonly entriesOf: ManyLoader<Entry>;
  readonly lotsOf: ManyLoader<Lot>;
  readonly giftMovementsOf: ManyLoader<GiftMovement>;
  readonly walletById: OneLoader<WalletRecord>;
  readonly walletsOfMember: ManyLoader<WalletRecord>;
  readonly stateOf: OneLoader<WalletState>;
  readonly memberById: OneLoader<MemberRecord>;
  readonly memberByCode: OneLoader<MemberRecord>;
  readonly programById: OneLoader<Program>;
}

type Fetch<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

/** Loaders of single things, which count what they do not find. */
function countingOne(misses: Misses) {
  return <Row, T>(
    fetch: Fetch<Row>,
    keyOf: (row: Row) => string | null,
    valueOf: (row: Row) => T,
  ): OneLoader<T> => {
    const load = async (keys: readonly string[]): Promise<(T | null)[]> => {
      const values = new Map((await fetch(keys)).map((row) => [keyOf(row), valueOf(row)]));
      misses.add(Math.max(0, keys.length - values.size));
      return keys.map((key) => values.get(key) ?? null);
    };
    return new DataLoader(load, { maxBatchSize: LOADER_BATCH_MAX });
  };
}

function many<Row, T>(
  fetch: Fetch<Row>,
  keyOf: (row: Row) => string,
  valueOf: (row: Row) => T,
): ManyLoader<T> {
  const load = async (keys: readonly string[]): Promise<T[][]> => {
    const groups = Map.groupBy(await fetch(keys), keyOf);
    return keys.map((key) => (groups.get(key) ?? []).map(valueOf));
  };
  return new DataLoader(load, { maxBatchSize: LOADER_BATCH_MAX });
}

const itself = <T>(row: T): T => row;
const idOf = ({ id }: { readonly id: string }): string => id;
const transactionIdOf = (row: { readonly transactionId: string }): string => row.transactionId;

/** The loaders of one request: they remember, and what they remember is of one moment. */
export function createLoaders(
  reads: LedgerReads,
  merchantId: string,
  at: Instant,
  misses: Misses,
): Loaders {
  const one = countingOne(misses);
  return {
    transactionById: one((ids) => reads.transactionsById(merchantId, ids, at), idOf, itself),
    transactionByReference: one(
      (references) => reads.transactionsByReference(merchantId, references),
      ({ externalReference }) => externalReference,
      itself,
    ),
    entriesOf: many(
      (ids) => reads.entriesOf(merchantId, ids),
      transactionIdOf,
      ({ entry }) => entry,
    ),
    lotsOf: many(
      (ids) => reads.lotsGrantedBy(merchantId, ids, at),
      transactionIdOf,
      ({ lot }) => lot,
    ),
    giftMovementsOf: many(
      (ids) => reads.giftMovementsOf(merchantId, ids),
      transactionIdOf,
      ({ movement, lot }) => ({ movement, lot }),
    ),
    walletById: one((ids) => reads.walletsById(merchantId, ids), idOf, itself),
    walletsOfMember: many(
      (ids) => reads.walletsOfMembers(merchantId, ids),
      ({ memberId }) => memberId,
      itself,
    ),
    stateOf: one(
      (ids) => reads.statesOf(merchantId, ids, at),
      ({ walletId }) => walletId,
      ({ state }) => state,
    ),
    memberById: one((ids) => reads.membersById(merchantId, ids), idOf, itself),
    memberByCode: one(
      (codes) => reads.membersByCode(merchantId, codes),
      ({ code }) => code,
      itself,
    ),
    programById: one((ids) => reads.programsById(merchantId, ids), idOf, itself),
  };
}

/** What is known to exist, because the ledger named it; anything else is a defect. */
export async function loadKnown<T>(loader: OneLoader<T>, id: string): Promise<T> {
  const found = await loader.load(id);
  if (found === null) throw new Error(`${id} is not in the ledger`);
  return found;
}

/** What an id that may be missing names. */
export async function loadNamed<T>(loader: OneLoader<T>, id: string | null): Promise<T | null> {
  return id === null ? null : loader.load(id);
}
