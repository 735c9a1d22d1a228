import { and, eq, sql } from 'drizzle-orm';
import type { Policies } from '../../ledger/program.ts';
import type { LedgerReads } from '../../ledger/store.ts';
import type { WalletRecord } from '../../ledger/wallet.ts';
import { WalletDraft } from '../../ledger/wallet-draft.ts';
import { hasRules, policiesOf, stateOf, walletOf } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareDerivedRows } from './derived-rows.ts';
import { type FetchWallet, prepareWalletFetch } from './fetch-wallet.ts';
import { type Identities, prepareIdentities } from './identities.ts';
import { newKeys } from './keys.ts';
import { inList, inUuidList, uuidList } from './lists.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { member, merchant, program } from './merchant-schema.ts';
import { prepareHistory, prepareLotPages } from './read-pages.ts';
import { preparePastReads } from './read-past.ts';
import { prepareTransactionReads } from './read-transactions.ts';
import { walletColumns } from './rows.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';
import { prepareWalletRows, type WalletRows } from './wallet-rows.ts';

/** What the graph reads, on a connection that sees what is committed. */
export function prepareReads(db: Db): LedgerReads {
  const identities = prepareIdentities(db);
  const rows = prepareWalletRows(db);
  const fetch = prepareWalletFetch(db, identities, rows);
  const derived = prepareDerivedRows(db, fetch);
  return {
    ...prepareTransactionReads(db, identities, derived),
    ...prepareWalletReads(db, { identities, rows, fetch }),
    ...prepareMemberReads(db),
    ...prepareProgramReads(db),
    ...preparePastReads(db, fetch),
    lots: prepareLotPages(db),
    history: prepareHistory(db, identities, derived),
  };
}

function ofMerchant() {
  return eq(merchant.id, bound('merchantId'));
}

type WalletReads = Pick<LedgerReads, 'walletsById' | 'walletsOfMembers' | 'statesOf'>;

interface Wallets {
  readonly identities: Identities;
  readonly rows: WalletRows;
  readonly fetch: FetchWallet;
}

function prepareWalletReads(db: Db, { identities, rows: stored, fetch }: Wallets): WalletReads {
  const { byId, ofMembers } = prepareWallets(db);
  const merchantKey = prepareMerchantKey(db);
  const recordsOf = (rows: ReturnType<typeof byId.all>): WalletRecord[] =>
    rows.map((row) => walletOf(row, identities.ofWallet(row.pk)));
  return {
    async walletsById(merchantId, ids) {
      const { merchantPk } = merchantKey(merchantId);
      return recordsOf(byId.all({ merchantPk, ids: uuidList(ids) }));
    },
    async walletsOfMembers(merchantId, memberIds) {
      const { merchantPk } = merchantKey(merchantId);
      return recordsOf(ofMembers.all({ merchantPk, ids: JSON.stringify(memberIds) }));
    },
    async statesOf(merchantId, walletIds, at) {
      const asker = merchantKey(merchantId);
      const rows = byId.all({ merchantPk: asker.merchantPk, ids: uuidList(walletIds) });
      const policies = new Map<number, Policies>();
      const policiesIn = (programPk: number): Policies => {
        const known = policies.get(programPk) ?? policiesOf(stored.programOf(programPk).policies);
        policies.set(programPk, known);
        return known;
      };
      return rows.map((row) => {
        const state = stateOf(row);
        const { currencyKind, programPk } = identities.ofWallet(row.pk);
        // Up to its boundary time changes nothing: only what crossed one is asked for by itself.
        const crossed = state.boundaryAt !== null && state.boundaryAt <= at;
        const changes = crossed || hasRules(currencyKind, policiesIn(programPk));
        const facts = changes ? fetch({ id: row.id, target: null, at }, newKeys(asker)) : null;
        return { walletId: row.id, state: facts ? new WalletDraft(facts, at).settled : state };
      });
    },
  };
}

function prepareWallets(db: Db) {
  const select = () => db.select(walletColumns).from(wallet).$dynamic();
  return {
    byId: prepareSelect(
      db,
      select().where(
        and(eq(wallet.merchantPk, bound('merchantPk')), sql`${wallet.id} in ${inUuidList('ids')}`),
      ),
    ),
    ofMembers: prepareSelect(
      db,
      select()
        .where(
          sql`${wallet.memberPk} in (
            select pk from member
            where merchant_pk = ${bound('merchantPk')} and id in ${inList('ids')})`,
        )
        .orderBy(wallet.pk),
    ),
  };
}

function prepareMemberReads(db: Db): Pick<LedgerReads, 'membersById' | 'membersByCode'> {
  const select = () =>
    db
      .select({ id: member.id, code: member.code })
      .from(member)
      .innerJoin(merchant, eq(merchant.pk, member.merchantPk))
      .$dynamic();
  const byId = select()
    .where(and(ofMerchant(), sql`${member.id} in ${inList('ids')}`))
    .prepare();
  const byCode = select()
    .where(and(ofMerchant(), sql`${member.code} in ${inList('codes')}`))
    .prepare();
  return {
    async membersById(merchantId, ids) {
      return byId.all({ merchantId, ids: JSON.stringify(ids) });
    },
    async membersByCode(merchantId, codes) {
      return byCode.all({ merchantId, codes: JSON.stringify(codes) });
    },
  };
}

function prepareProgramReads(db: Db): Pick<LedgerReads, 'programsById'> {
  const statement = db
    .select({ id: program.id, name: program.name, policies: program.policies })
    .from(program)
    .innerJoin(merchant, eq(merchant.pk, program.merchantPk))
    .where(and(ofMerchant(), sql`${program.id} in ${inList('ids')}`))
    .prepare();
  return {
    async programsById(merchantId, ids) {
      return statement
        .all({ merchantId, ids: JSON.stringify(ids) })
        .map((row) => ({ ...row, merchantId, policies: policiesOf(row.policies) }));
    },
  };
}
