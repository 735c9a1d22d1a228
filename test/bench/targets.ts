import { randomUUID } from 'node:crypto';
import { type Instant, SECOND_MS } from '../../src/ledger/time.ts';
import { type Chance, chanceOf } from '../faults/seeded.ts';
import {
  fill,
  type Happened,
  happened,
  type LedgerFile,
  MERCHANT,
  PROGRAM,
} from './ledger-file.ts';

const MEMBERS = 500;
const PURCHASE = '3.20';
/** What targets are posted through, before anything is measured. */
const AGE_MS = 3_600 * SECOND_MS;

type Input = Readonly<Record<string, string | boolean>>;

/** A mutation that undoes, what it is given, and what it is asked for. */
export interface Reversal {
  readonly name: string;
  readonly query: string;
  /** One for each request. */
  readonly inputs: Input[];
}

interface Kind {
  readonly name: string;
  readonly mutation: string;
  /** What a caller selects of the success; the message, of anything else. */
  readonly selection: string;
  readonly post: (member: Member, at: Instant) => { posted: Happened; input: Input };
}

interface Member {
  readonly id: string;
  readonly stars: string;
  readonly pounds: string;
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

const KINDS: readonly Kind[] = [
  {
    name: 'cancelTransaction',
    mutation: 'cancelTransaction',
    selection: OUTCOME,
    post: cancel,
  },
  {
    name: 'cancelTransaction, with objects',
    mutation: 'cancelTransaction',
    selection: `${OUTCOME} ${OBJECTS}`,
    post: cancel,
  },
  {
    name: 'voidTransaction',
    mutation: 'voidTransaction',
    selection: OUTCOME,
    post: (member, at) => {
      const input = { walletId: member.stars, amount: '5.00' };
      const posted = happened(at, { name: 'postAdhocReward', input });
      return { posted, input: { memberId: member.id, originalTransactionId: posted.id } };
    },
  },
  {
    name: 'deleteTransaction',
    mutation: 'deleteTransaction',
    selection: OUTCOME,
    post: (member, at) => {
      const posted = accrual(member, at);
      const names = { merchantId: MERCHANT, programId: PROGRAM, memberCode: member.id };
      return { posted, input: { ...names, transactionId: posted.id } };
    },
  },
  {
    name: 'cancelPurchase',
    mutation: 'cancelPurchase',
    selection: OUTCOME,
    post: (member, at) => {
      const externalReference = randomUUID();
      const input = { walletId: member.pounds, amount: PURCHASE, externalReference };
      const posted = happened(at, { name: 'recordPurchase', input });
      return { posted, input: { externalReference, rollbackFee: true, rollbackCashback: true } };
    },
  },
];

/** Posts what is to be undone: so many targets of each kind, among each other, over all members. */
export async function postTargets({ store }: LedgerFile, count: number): Promise<Reversal[]> {
  const chance = chanceOf(2);
  const at = Date.now() - AGE_MS;
  const members = await openMembers(store, at);
  const reversals = KINDS.map(({ name, mutation, selection }) => ({
    name,
    query: documentOf(mutation, selection),
    inputs: [] as Input[],
  }));
  const events: Happened[] = [];
  for (let i = 0; i < count; i += 1) {
    for (const [k, { post }] of KINDS.entries()) {
      const { posted, input } = post(chance.pick(members), at);
      events.push(posted);
      reversals[k]?.inputs.push({ ...input, idempotencyKey: randomUUID() });
    }
  }
  await fill(store, events);
  for (const { inputs } of reversals) shuffle(inputs, chance);
  return reversals;
}

async function openMembers(store: LedgerFile['store'], at: Instant): Promise<Member[]> {
  const opened = Array.from({ length: MEMBERS }, (_, i) => {
    const id = `member-${i}`;
    const open = (currency: string) =>
      happened(at, { name: 'openWallet', input: { programId: PROGRAM, memberId: id, currency } });
    const [stars, pounds] = [open('stars'), open('GBP')];
    const input = { walletId: pounds.id, amount: '1000000.00' };
    const topUp = happened(at, { name: 'topUpWallet', input });
    return { member: { id, stars: stars.id, pounds: pounds.id }, events: [stars, pounds, topUp] };
  });
  await fill(
    store,
    opened.flatMap(({ events }) => events),
  );
  return opened.map(({ member }) => member);
}

function documentOf(mutation: string, selection: string): string {
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
