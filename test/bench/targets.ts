import { randomUUID } from 'node:crypto';
import { type Instant, SECOND_MS } from '../../src/ledger/time.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { type Chance, chanceOf } from '../faults/seeded.ts';
import { fill, type Happened, happened, MERCHANT, PROGRAM } from './ledger-file.ts';
import { findMembers, type Member } from './members.ts';
import type { SeededLedger } from './seeded-ledger.ts';

const MEMBERS_MAX = 50_000;
const PURCHASE = '3.20';
/** What targets are posted through, before anything is measured. */
const AGE_MS = 3_600 * SECOND_MS;

type Input = Readonly<Record<string, string | boolean>>;

/** A mutation that undoes, what it is given, and what it is asked for. */
export interface Reversal {
  readonly name: KindName;
  readonly query: string;
  /** One for each request. */
  readonly inputs: Input[];
}

export interface Wanted {
  readonly kind: KindName;
  readonly count: number;
}

interface Kind {
  readonly mutation: string;
  /** What a caller selects of the success; the message, of anything else. */
  readonly selection: string;
  readonly post: (member: Member, at: Instant) => { posted: Happened; input: Input };
}

const OUTCOME = 'balance shortfall replayed';
const OBJECTS = 'transaction { id status } reversal { id } wallet { id balances { active } }';

const accrual = (member: Member, at: Instant) => {
  const input = { walletId: member.stars, amount: '5.00', type: 'ACCRUAL' } as const;
  return happened(at, { name: 'accruePoints', input: { ...input, temporary: false } });
};

const cancel: Kind['post'] = (member, at) => {
  const posted = accrual(member, at);
  return { posted, input: { transactionId: posted.id } };
};

const kinds = {
  cancelTransaction: { mutation: 'cancelTransaction', selection: OUTCOME, post: cancel },
  'cancelTransaction, with objects': {
    mutation: 'cancelTransaction',
    selection: `${OUTCOME} ${OBJECTS}`,
    post: cancel,
  },
  voidTransaction: {
    mutation: 'voidTransaction',
    selection: OUTCOME,
    post: (member, at) => {
      const input = { walletId: member.stars, amount: '5.00' };
      const posted = happened(at, { name: 'postAdhocReward', input });
      return { posted, input: { memberId: member.id, originalTransactionId: posted.id } };
    },
  },
  deleteTransaction: {
    mutation: 'deleteTransaction',
    selection: OUTCOME,
    post: (member, at) => {
      const posted = accrual(member, at);
      const names = { merchantId: MERCHANT, programId: PROGRAM, memberCode: member.id };
      return { posted, input: { ...names, transactionId: posted.id } };
    },
  },
  cancelPurchase: {
    mutation: 'cancelPurchase',
    selection: OUTCOME,
    post: (member, at) => {
      const externalReference = randomUUID();
      const input = { walletId: member.pounds, amount: PURCHASE, externalReference };
      const posted = happened(at, { name: 'recordPurchase', input });
      return { posted, input: { externalReference, rollbackFee: true, rollbackCashback: true } };
    },
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** Posts what is to be undone, all kinds among each other, over many members; in no order. */
export async function postTargets(
  ledger: SeededLedger,
  wanted: readonly Wanted[],
): Promise<Reversal[]> {
  const chance = chanceOf(2);
  const store = openSqliteStore(ledger.path);
  try {
    const members = await findMembers(store, ledger.members, MEMBERS_MAX, chance);
    const reversals = wanted.map(({ kind }) => ({
      name: kind,
      query: documentOf(kinds[kind]),
      inputs: [] as Input[],
    }));
    await fill(store, post(wanted, reversals, members, chance));
    for (const { inputs } of reversals) shuffle(inputs, chance);
    return reversals;
  } finally {
    await store.close();
  }
}

function* post(
  wanted: readonly Wanted[],
  reversals: readonly Reversal[],
  members: readonly Member[],
  chance: Chance,
): Generator<Happened> {
  const at = Date.now() - AGE_MS;
  const most = Math.max(...wanted.map(({ count }) => count));
  for (let i = 0; i < most; i += 1) {
    for (const [k, { kind, count }] of wanted.entries()) {
      if (i >= count) continue;
      const { posted, input } = kinds[kind].post(chance.pick(members), at);
      reversals[k]?.inputs.push({ ...input, idempotencyKey: randomUUID() });
      yield posted;
    }
  }
}

function documentOf({ mutation, selection }: Kind): string {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  return `mutation ${name}($input: ${name}Input!) { ${mutation}(input: $input) {
    __typename ... on ${name}Success { ${selection} } ... on LedgerError { message } } }`;
}

/** What is undone was not all recorded just now, nor in the order in which it is undone. */
function shuffle(inputs: Input[], chance: Chance): void {
  for (let last = inputs.length - 1; last > 0; last -= 1) {
    const other = chance.between(0, last);
    const [a, b] = [inputs[last], inputs[other]];
    if (a && b) [inputs[last], inputs[other]] = [b, a];
  }
}
