import { sql } from 'drizzle-orm';
import type { FactsQuery, OpeningFacts } from '../../ledger/facts.ts';
import { policiesOf } from '../rows.ts';
import type { Session } from './connection.ts';
import { gather, place, wanted, write } from './gather.ts';
import { currency, member, program } from './merchant-schema.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

type Opening = NonNullable<FactsQuery['opening']>;

/** Finds what opening a wallet depends on. */
export function gatherOpenings(session: Session) {
  const programs = gather(session, statements.program, ['merchantId', 'id']);
  const currencies = gather(session, statements.currency, ['merchantId', 'code']);
  const members = gather(session, statements.members, ['merchantId', 'id', 'code']);
  const wallets = gather(session, statements.wallet, [
    'merchantId',
    'memberId',
    'programId',
    'currency',
  ]);
  return async (opening: Opening, merchantId: string): Promise<OpeningFacts> => {
    const { programId, memberId, currency: code } = opening;
    const memberCode = opening.memberCode ?? memberId;
    const [[ofProgram], [unit], found, [open]] = await Promise.all([
      programs({ merchantId, id: programId }),
      currencies({ merchantId, code }),
      members({ merchantId, id: memberId, code: memberCode }),
      wallets({ merchantId, memberId, programId, currency: code }),
    ]);
    return {
      program: ofProgram
        ? {
            id: programId,
            merchantId,
            name: ofProgram.name,
            policies: policiesOf(ofProgram.policies),
          }
        : null,
      currency: unit ? { code, scale: unit.scale, kind: unit.kind } : null,
      memberCode: found.find((row) => row.id === memberId)?.code ?? null,
      codeHolderId: found.find((row) => row.code === memberCode)?.id ?? null,
      walletId: open?.id ?? null,
    };
  };
}

const statements = {
  program: prepareSelect(
    write
      .select({ place, name: program.name, policies: program.policies })
      .from(program)
      .innerJoin(
        wanted({ merchantId: 'text', id: 'text' }),
        sql`${program.merchantId} = wanted.merchant_id and ${program.id} = wanted.id`,
      ),
  ),
  currency: prepareSelect(
    write
      .select({ place, scale: currency.scale, kind: currency.kind })
      .from(currency)
      .innerJoin(
        wanted({ merchantId: 'text', code: 'text' }),
        sql`${currency.merchantId} = wanted.merchant_id and ${currency.code} = wanted.code`,
      ),
  ),
  members: prepareSelect(
    write
      .select({ place, id: member.id, code: member.code })
      .from(member)
      .innerJoin(
        wanted({ merchantId: 'text', id: 'text', code: 'text' }),
        sql`${member.merchantId} = wanted.merchant_id
          and (${member.id} = wanted.id or ${member.code} = wanted.code)`,
      ),
  ),
  wallet: prepareSelect(
    write
      .select({ place, id: wallet.id })
      .from(wallet)
      .innerJoin(
        wanted({ merchantId: 'text', memberId: 'text', programId: 'text', currency: 'text' }),
        sql`${wallet.merchantId} = wanted.merchant_id and ${wallet.memberId} = wanted.member_id
          and ${wallet.programId} = wanted.program_id
          and ${wallet.currencyCode} = wanted.currency`,
      ),
  ),
};
