import { and, eq, sql } from 'drizzle-orm';
import type { FactsQuery, OpeningFacts } from '../../ledger/facts.ts';
import type { Currency } from '../../ledger/money.ts';
import type { Program } from '../../ledger/program.ts';
import { policiesOf } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import type { Keys } from './keys.ts';
import { currency, member, program } from './merchant-schema.ts';

import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

type Opening = NonNullable<FactsQuery['opening']>;

/** Finds what opening a wallet depends on. */
export function prepareOpening(db: Db) {
  const statements = prepareStatements(db);
  return (wanted: Opening, merchantId: string, keys: Keys): OpeningFacts => {
    const { merchantPk } = keys;
    const foundProgram = statements.program.get({ merchantPk, id: wanted.programId });
    const foundCurrency = statements.currency.get({ merchantPk, code: wanted.currency });
    const code = wanted.memberCode ?? wanted.memberId;
    const members = statements.members.all({ merchantPk, id: wanted.memberId, code });
    const own = members.find((row) => row.id === wanted.memberId);
    const programPk = foundProgram?.pk ?? null;
    const currencyPk = foundCurrency?.pk ?? null;
    const memberPk = own?.pk ?? null;
    keys.opening = { programPk, currencyPk, memberPk };
    return {
      program: foundProgram ? programOf(foundProgram, merchantId) : null,
      currency: foundCurrency ? currencyOf(foundCurrency) : null,
      memberCode: own?.code ?? null,
      codeHolderId: members.find((row) => row.code === code)?.id ?? null,
      walletId: statements.wallet.get({ memberPk, programPk, currencyPk })?.id ?? null,
    };
  };
}

function prepareStatements(db: Db) {
  const merchantPk = bound('merchantPk');
  const id = bound('id');
  const code = bound('code');
  return {
    program: prepareSelect(
      db,
      db
        .select()
        .from(program)
        .where(and(eq(program.merchantPk, merchantPk), eq(program.id, id))),
    ),
    currency: prepareSelect(
      db,
      db
        .select()
        .from(currency)
        .where(and(eq(currency.merchantPk, merchantPk), eq(currency.code, code))),
    ),
    members: prepareSelect(
      db,
      db
        .select()
        .from(member)
        .where(
          and(
            eq(member.merchantPk, merchantPk),
            sql`(${member.id} = ${id} or ${member.code} = ${code})`,
          ),
        ),
    ),
    wallet: prepareSelect(
      db,
      db
        .select({ id: wallet.id })
        .from(wallet)
        .where(
          and(
            eq(wallet.memberPk, bound('memberPk')),
            eq(wallet.programPk, bound('programPk')),
            eq(wallet.currencyPk, bound('currencyPk')),
          ),
        ),
    ),
  };
}

function programOf(row: typeof program.$inferSelect, merchantId: string): Program {
  return { id: row.id, merchantId, name: row.name, policies: policiesOf(row.policies) };
}

function currencyOf({ code, scale, kind }: typeof currency.$inferSelect): Currency {
  return { code, scale, kind };
}
