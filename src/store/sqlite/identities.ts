import { eq } from 'drizzle-orm';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { currency, member, program } from './merchant-schema.ts';
import type { WalletColumns, WalletRow } from './rows.ts';
import { prepareSelect } from './select.ts';

/** Members that are remembered: beyond this the oldest is forgotten. */
const MEMBERS_REMEMBERED_MAX = 10_000;

type Identity = Omit<WalletRow, keyof WalletColumns>;

/**
 * Who a wallet is of. Members and currencies never change, so that they are read once; a program's
 * policies can, and are read each time. Joining them all would cost more than the rest of a fetch.
 */
export function prepareIdentities(db: Db) {
  const programs = prepareSelect(
    db,
    db
      .select()
      .from(program)
      .where(eq(program.pk, bound('pk'))),
  );
  const members = prepareSelect(
    db,
    db
      .select()
      .from(member)
      .where(eq(member.pk, bound('pk'))),
  );
  const currencies = prepareSelect(
    db,
    db
      .select()
      .from(currency)
      .where(eq(currency.pk, bound('pk'))),
  );
  const memberOf = remember(MEMBERS_REMEMBERED_MAX, (pk) => members.get({ pk }));
  const currencyOf = remember(MEMBERS_REMEMBERED_MAX, (pk) => currencies.get({ pk }));
  return (row: WalletColumns, merchantId: string): Identity => {
    const ofProgram = programs.get({ pk: row.programPk });
    const ofMember = memberOf(row.memberPk);
    const unit = currencyOf(row.currencyPk);
    if (!ofProgram || !ofMember || !unit) throw new Error(`wallet ${row.id} is of nobody`);
    return {
      merchantId,
      programId: ofProgram.id,
      programName: ofProgram.name,
      policies: ofProgram.policies,
      memberId: ofMember.id,
      memberCode: ofMember.code,
      currencyCode: unit.code,
      scale: unit.scale,
      currencyKind: unit.kind,
    };
  };
}

/** Reads a row of a key once, as long as there is room to remember it. */
function remember<T>(room: number, read: (pk: number) => T | undefined) {
  const known = new Map<number, T>();
  return (pk: number): T | undefined => {
    const remembered = known.get(pk);
    if (remembered !== undefined) return remembered;
    const found = read(pk);
    if (found === undefined) return undefined;
    if (known.size >= room) known.delete(known.keys().next().value ?? pk);
    known.set(pk, found);
    return found;
  };
}
