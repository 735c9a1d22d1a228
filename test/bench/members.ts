import type { Instant } from '../../src/ledger/time.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import type { Chance } from '../faults/seeded.ts';
import { type Happened, happened, MERCHANT, PROGRAM } from './ledger-file.ts';

const FUNDS = '1000000.00';

/** Somebody with a wallet of points and a wallet of money. */
export interface Member {
  readonly id: string;
  readonly stars: string;
  readonly pounds: string;
}

function memberIdOf(place: number): string {
  return `member-${place}`;
}

/** Opens both wallets and fills that of money, for longer than anything here can spend. */
export function openMember(place: number, at: Instant): { member: Member; events: Happened[] } {
  const id = memberIdOf(place);
  const open = (currency: string) =>
    happened(at, { name: 'openWallet', input: { programId: PROGRAM, memberId: id, currency } });
  const [stars, pounds] = [open('stars'), open('GBP')];
  const topUp = happened(at, {
    name: 'topUpWallet',
    input: { walletId: pounds.id, amount: FUNDS },
  });
  return { member: { id, stars: stars.id, pounds: pounds.id }, events: [stars, pounds, topUp] };
}

/** Some of a ledger's so many members, no matter which. */
export async function findMembers(
  { imports }: OpenStore,
  total: number,
  count: number,
  chance: Chance,
): Promise<Member[]> {
  const places = new Set<number>();
  while (places.size < Math.min(total, count)) places.add(chance.between(0, total - 1));
  const members: Member[] = [];
  for (const place of places) {
    const id = memberIdOf(place);
    const walletOf = (currency: string) =>
      imports.walletIdOf(MERCHANT, { programId: PROGRAM, memberId: id, currency });
    const [stars, pounds] = [await walletOf('stars'), await walletOf('GBP')];
    if (!stars || !pounds) throw new Error(`${id} has no wallets`);
    members.push({ id, stars, pounds });
  }
  return members;
}
