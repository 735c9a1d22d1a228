import { eq } from 'drizzle-orm';
import type { Owner } from '../rows.ts';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { currency, member, merchant, program } from './merchant-schema.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

/**
 * Rows of a kind that are remembered, 280 bytes each: beyond this the oldest is forgotten. Where
 * more wallets take turns than are remembered, a part of all commands reads one again.
 */
const REMEMBERED_MAX = 65_536;

/** Who a wallet is of, with the row key of its program. */
export interface Identity extends Owner {
  readonly programPk: number;
}

/** Who wallets are of: joining it to every row costs more than the rest of a fetch. */
export interface Identities {
  ofWallet(walletPk: number): Identity;
  /** What was seen in a transaction that was rolled back may never have been. */
  forget(): void;
}

export function prepareIdentities(db: Db): Identities {
  const wallets = prepareSelect(
    db,
    db
      .select({
        walletId: wallet.id,
        merchantPk: wallet.merchantPk,
        programPk: wallet.programPk,
        currencyPk: wallet.currencyPk,
        memberId: member.id,
        memberCode: member.code,
      })
      .from(wallet)
      .innerJoin(member, eq(member.pk, wallet.memberPk))
      .where(eq(wallet.pk, bound('pk'))),
  );
  const merchantOf = remember(prepareMerchant(db));
  const programOf = remember(prepareProgram(db));
  const currencyOf = remember(prepareCurrency(db));
  // What wallets have in common is one text for all of them.
  const read = (pk: number): Identity | undefined => {
    const found = wallets.get({ pk });
    if (!found) return undefined;
    const { walletId, programPk, memberId, memberCode } = found;
    const ofMerchant = merchantOf(found.merchantPk);
    const ofProgram = programOf(programPk);
    const unit = currencyOf(found.currencyPk);
    if (!ofMerchant || !ofProgram || !unit) return undefined;
    return { walletId, programPk, memberId, memberCode, ...ofMerchant, ...ofProgram, ...unit };
  };
  const ofWallet = remember(read);
  return {
    ofWallet(pk) {
      const found = ofWallet(pk);
      if (!found) throw new Error(`wallet ${pk} is of nobody`);
      return found;
    },
    forget() {
      for (const remembered of [ofWallet, merchantOf, programOf, currencyOf]) remembered.forget();
    },
  };
}

function prepareMerchant(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ merchantId: merchant.id })
      .from(merchant)
      .where(eq(merchant.pk, bound('pk'))),
  );
  return (pk: number) => statement.get({ pk });
}

function prepareProgram(db: Db) {
  const statement = prepareSelect(
    db,
    db
      .select({ programId: program.id })
      .from(program)
      .where(eq(program.pk, bound('pk'))),
  );
  return (pk: number) => statement.get({ pk });
}

function prepareCurrency(db: Db) {
  const columns = {
    currencyCode: currency.code,
    scale: currency.scale,
    currencyKind: currency.kind,
  };
  const statement = prepareSelect(
    db,
    db
      .select(columns)
      .from(currency)
      .where(eq(currency.pk, bound('pk'))),
  );
  return (pk: number) => statement.get({ pk });
}

interface Remembered<T> {
  (pk: number): T | undefined;
  forget(): void;
}

/** Reads the row of a key once, as long as there is room to remember it. */
function remember<T>(read: (pk: number) => T | undefined): Remembered<T> {
  const known = new Map<number, T>();
  const find = (pk: number): T | undefined => {
    const remembered = known.get(pk);
    if (remembered !== undefined) return remembered;
    const found = read(pk);
    if (found === undefined) return undefined;
    if (known.size >= REMEMBERED_MAX) known.delete(known.keys().next().value ?? pk);
    known.set(pk, found);
    return found;
  };
  return Object.assign(find, { forget: () => known.clear() });
}
