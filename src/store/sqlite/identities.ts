import { eq } from 'drizzle-orm';
import { bound } from './bound.ts';
import type { Db } from './connection.ts';
import { currency, member, program } from './merchant-schema.ts';
import { wallet } from './schema.ts';
import { prepareSelect } from './select.ts';

/** Wallets that are remembered: beyond this the oldest is forgotten. */
const WALLETS_REMEMBERED_MAX = 20_000;

/** Who a wallet is of, and in what; it never changes. */
export interface Identity {
  readonly walletId: string;
  readonly programPk: number;
  readonly programId: string;
  readonly memberId: string;
  readonly memberCode: string;
  readonly currencyCode: string;
  readonly scale: number;
  readonly currencyKind: (typeof currency.$inferSelect)['kind'];
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
        programPk: wallet.programPk,
        programId: program.id,
        memberId: member.id,
        memberCode: member.code,
        currencyCode: currency.code,
        scale: currency.scale,
        currencyKind: currency.kind,
      })
      .from(wallet)
      .innerJoin(program, eq(program.pk, wallet.programPk))
      .innerJoin(member, eq(member.pk, wallet.memberPk))
      .innerJoin(currency, eq(currency.pk, wallet.currencyPk))
      .where(eq(wallet.pk, bound('pk'))),
  );
  const known = new Map<number, Identity>();
  return {
    ofWallet(pk) {
      const remembered = known.get(pk);
      if (remembered) return remembered;
      const found = wallets.get({ pk });
      if (!found) throw new Error(`wallet ${pk} is of nobody`);
      if (known.size >= WALLETS_REMEMBERED_MAX) known.delete(known.keys().next().value ?? pk);
      known.set(pk, found);
      return found;
    },
    forget: () => known.clear(),
  };
}
