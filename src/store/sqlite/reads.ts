import { and, eq, sql } from 'drizzle-orm';
import type { LedgerReads } from '../../ledger/store.ts';
import { WalletDraft } from '../../ledger/wallet-draft.ts';
import { hasRules, policiesOf, stateOf, walletOf } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { prepareWalletFetch } from './fetch-wallet.ts';
import { newKeys } from './keys.ts';
import { inList, inUuidList, uuidList } from './lists.ts';
import { prepareMerchantKey } from './merchant-key.ts';
import { member, merchant, program } from './merchant-schema.ts';
import { prepareHistory, prepareLotPages } from './read-pages.ts';
import { preparePastReads } from './read-past.ts';
import { prepareTransactionReads } from './read-transactions.ts';
import { selectWallets } from './rows.ts';
import { wallet } from './schema.ts';

/** What the graph reads, on a connection that sees what is committed. */
export function prepareReads(db: Db): LedgerReads {
  return {
    ...prepareTransactionReads(db),
    ...prepareWalletReads(db),
    ...prepareMemberReads(db),
    ...prepareProgramReads(db),
    ...preparePastReads(db),
    lots: prepareLotPages(db),
    history: prepareHistory(db),
  };
}

function ofMerchant() {
  return eq(merchant.id, bound('merchantId'));
}

type WalletReads = Pick<LedgerReads, 'walletsById' | 'walletsOfMembers' | 'statesOf'>;

function prepareWalletReads(db: Db): WalletReads {
  const byId = selectWallets(db)
    .where(and(ofMerchant(), sql`${wallet.id} in ${inUuidList('ids')}`))
    .prepare();
  const ofMembers = selectWallets(db)
    .where(
      sql`${wallet.memberPk} in (
        select m.pk from member m join merchant own on own.pk = m.merchant_pk
        where own.id = ${bound('merchantId')} and m.id in ${inList('ids')})`,
    )
    .orderBy(wallet.pk)
    .prepare();
  const fetch = prepareWalletFetch(db);
  const merchantKey = prepareMerchantKey(db);
  return {
    async walletsById(merchantId, ids) {
      return byId.all({ merchantId, ids: uuidList(ids) }).map(walletOf);
    },
    async walletsOfMembers(merchantId, memberIds) {
      return ofMembers.all({ merchantId, ids: JSON.stringify(memberIds) }).map(walletOf);
    },
    async statesOf(merchantId, walletIds, at) {
      const keys = newKeys(merchantKey(merchantId));
      return byId.all({ merchantId, ids: uuidList(walletIds) }).map((row) => {
        const state = stateOf(row);
        // Up to its boundary time changes nothing: only what crossed one is asked for by itself.
        const crossed = state.boundaryAt !== null && state.boundaryAt <= at;
        const facts =
          crossed || hasRules(row.currencyKind, policiesOf(row.policies))
            ? fetch({ id: row.id, target: null, at }, keys)
            : null;
        return { walletId: row.id, state: facts ? new WalletDraft(facts, at).settled : state };
      });
    },
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
