import { sql } from 'drizzle-orm';
import type { FactsQuery, OpeningFacts } from '../../ledger/facts.ts';
import { policiesOf } from '../rows.ts';
import type { Session } from './connection.ts';
import { gather, prepareQuestion, write } from './gather.ts';
import { currency, member, program } from './merchant-schema.ts';
import { wallet } from './schema.ts';

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
  program: prepareQuestion(
    { merchantId: 'text', id: 'text' },
    write
      .select({ name: program.name, policies: program.policies })
      .from(program)
      .where(sql`${program.merchantId} = wanted.merchant_id and ${program.id} = wanted.id`),
  ),
  currency: prepareQuestion(
    { merchantId: 'text', code: 'text' },
    write
      .select({ scale: currency.scale, kind: currency.kind })
      .from(currency)
      .where(sql`${currency.merchantId} = wanted.merchant_id and ${currency.code} = wanted.code`),
  ),
  members: prepareQuestion(
    { merchantId: 'text', id: 'text', code: 'text' },
    write
      .select({ id: member.id, code: member.code })
      .from(member)
      .where(
        sql`${member.merchantId} = wanted.merchant_id
          and (${member.id} = wanted.id or ${member.code} = wanted.code)`,
      ),
  ),
  wallet: prepareQuestion(
    { merchantId: 'text', memberId: 'text', programId: 'text', currency: 'text' },
    write
      .select({ id: wallet.id })
      .from(wallet)
      .where(
        sql`${wallet.merchantId} = wanted.merchant_id and ${wallet.memberId} = wanted.member_id
          and ${wallet.programId} = wanted.program_id
          and ${wallet.currencyCode} = wanted.currency`,
      ),
  ),
};
