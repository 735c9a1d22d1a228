import { and, asc, eq, sql } from 'drizzle-orm';
import type { LedgerReads } from '../../ledger/store.ts';
import { WalletDraft } from '../../ledger/wallet-draft.ts';
import { hasRules, policiesOf, stateOf, walletOf } from '../rows.ts';
import { isText, isUuid } from './columns.ts';
import { type Database, inSnapshot } from './connection.ts';
import { gatherWallets } from './fetch-wallet.ts';
import { given, write } from './gather.ts';
import { newKeys } from './keys.ts';
import { currency, member, program } from './merchant-schema.ts';
import { createHistory, createLotPages } from './read-pages.ts';
import { createPastReads } from './read-past.ts';
import { createTransactionReads } from './read-transactions.ts';
import { joins, walletColumns } from './rows.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

/** What the graph reads; what takes several statements reads one snapshot. */
export function createReads(database: Database): LedgerReads {
  return {
    ...createTransactionReads(database),
    ...createWalletReads(database),
    ...createMemberReads(database),
    ...createPastReads(database),
    lots: createLotPages(database),
    history: createHistory(database),
  };
}

type WalletReads = Pick<LedgerReads, 'walletsById' | 'walletsOfMembers' | 'statesOf'>;

function createWalletReads(database: Database): WalletReads {
  return {
    async walletsById(merchantId, ids) {
      const values = { merchantId, ids: ids.filter(isUuid) };
      const rows = await database.session((session) => statements.byId(session, values));
      return rows.map((row) => walletOf(row, row));
    },
    async walletsOfMembers(merchantId, ids) {
      const rows = await database.session((session) =>
        statements.ofMembers(session, { merchantId, ids: ids.filter(isText) }),
      );
      return rows.map((row) => walletOf(row, row));
    },
    statesOf: (merchantId, walletIds, at) =>
      inSnapshot(database, async (session) => {
        const rows = await statements.byId(session, { merchantId, ids: walletIds.filter(isUuid) });
        const fetch = gatherWallets(session);
        return Promise.all(
          rows.map(async (row) => {
            const state = stateOf(row);
            // Up to its boundary time changes nothing: only what crossed one is asked for.
            const crossed = state.boundaryAt !== null && state.boundaryAt <= at;
            const facts =
              crossed || hasRules(row.currencyKind, policiesOf(row.policies))
                ? await fetch({ id: row.id, target: null, at }, newKeys(merchantId))
                : null;
            return { walletId: row.id, state: facts ? new WalletDraft(facts, at).settled : state };
          }),
        );
      }),
  };
}

type MemberReads = Pick<LedgerReads, 'membersById' | 'membersByCode' | 'programsById'>;

function createMemberReads(database: Database): MemberReads {
  return {
    membersById: (merchantId, ids) =>
      database.session((session) =>
        statements.membersById(session, { merchantId, ids: ids.filter(isText) }),
      ),
    membersByCode: (merchantId, codes) =>
      database.session((session) =>
        statements.membersByCode(session, { merchantId, codes: codes.filter(isText) }),
      ),
    async programsById(merchantId, ids) {
      const rows = await database.session((session) =>
        statements.programsById(session, { merchantId, ids: ids.filter(isText) }),
      );
      return rows.map((row) => ({ ...row, merchantId, policies: policiesOf(row.policies) }));
    },
  };
}

function selectWallets() {
  return write
    .select(walletColumns)
    .from(wallet)
    .innerJoin(program, joins.programOfWallet)
    .innerJoin(member, joins.memberOfWallet)
    .innerJoin(currency, joins.currencyOfWallet)
    .$dynamic();
}

const ofMerchant = given('merchantId', 'text');
const selectMembers = () => write.select({ id: member.id, code: member.code }).from(member);

const statements = {
  byId: prepareSelect(
    selectWallets().where(
      and(eq(wallet.merchantId, ofMerchant), sql`${wallet.id} = any(${given('ids', 'uuid[]')})`),
    ),
  ),
  ofMembers: prepareSelect(
    selectWallets()
      .where(
        and(
          eq(wallet.merchantId, ofMerchant),
          sql`${wallet.memberId} = any(${given('ids', 'text[]')})`,
        ),
      )
      .orderBy(asc(wallet.openedAt), asc(wallet.id)),
  ),
  membersById: prepareSelect(
    selectMembers().where(
      and(eq(member.merchantId, ofMerchant), sql`${member.id} = any(${given('ids', 'text[]')})`),
    ),
  ),
  membersByCode: prepareSelect(
    selectMembers().where(
      and(
        eq(member.merchantId, ofMerchant),
        sql`${member.code} = any(${given('codes', 'text[]')})`,
      ),
    ),
  ),
  programsById: prepareSelect(
    write
      .select({ id: program.id, name: program.name, policies: program.policies })
      .from(program)
      .where(
        and(
          eq(program.merchantId, ofMerchant),
          sql`${program.id} = any(${given('ids', 'text[]')})`,
        ),
      ),
  ),
};
