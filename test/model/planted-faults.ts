import type { Ledger } from '../../src/ledger/ledger.ts';
import { CALLER } from './subject.ts';

/** Faults that a ledger could have; each wraps a right one, and the comparison has to notice. */
export const plantedFaults: Readonly<Record<string, (ledger: Ledger) => Ledger>> = {
  'a second cancel is answered as a success': (ledger) => ({
    ...ledger,
    async execute(caller, name, request) {
      const answer = await ledger.execute(caller, name, request);
      if (answer.__typename !== 'AlreadyReversedError') return answer;
      return { ...answer, __typename: 'CancelTransactionSuccess' } as unknown as typeof answer;
    },
  }),
  'a balance is wrong by one': (ledger) => ({
    ...ledger,
    async execute(caller, name, request) {
      const answer = await ledger.execute(caller, name, request);
      if (!('balance' in answer)) return answer;
      return { ...answer, balance: answer.balance.replace(/8$/, '9') };
    },
  }),
  'a key is not remembered': (ledger) => ({
    ...ledger,
    execute: (caller, name, request) =>
      ledger.execute(caller, name, { ...request, idempotencyKey: null }),
  }),
  'a restored lot is missing from the list': (ledger) => ({
    ...ledger,
    reads: {
      ...ledger.reads,
      async lots(...asked) {
        const lots = await ledger.reads.lots(...asked);
        return lots.filter((lot) => lot.remaining !== lot.granted || lot.granted % 10n !== 7n);
      },
    },
  }),
  'what expires is noticed an hour late': (ledger) => ({
    ...ledger,
    reads: {
      ...ledger.reads,
      statesOf: (merchantId, ids, at) => ledger.reads.statesOf(merchantId, ids, at - 3_600_000),
    },
  }),
  'an ended hold still shows in the sums': (ledger) => ({
    ...ledger,
    reads: {
      ...ledger.reads,
      async statesOf(...asked) {
        const states = await ledger.reads.statesOf(...asked);
        return states.map(({ walletId, state }) => {
          const held = state.held === 0n && state.expired > 0n ? state.expired : state.held;
          return { walletId, state: { ...state, held } };
        });
      },
    },
  }),
  'a refund is recorded without its gift part': (ledger) => ({
    ...ledger,
    reads: {
      ...ledger.reads,
      async entriesOf(...asked) {
        const rows = await ledger.reads.entriesOf(...asked);
        return rows.filter(({ entry }) => entry.purpose !== 'GIFT' || entry.amount < 0n);
      },
    },
  }),
  'a preview says more than the mutation does': (ledger) => ({
    ...ledger,
    async preview(caller, name, request) {
      const answer = await ledger.preview(caller, name, request);
      return 'shortfall' in answer ? { ...answer, shortfall: '0.00' } : answer;
    },
  }),
  'a deleted transaction stays in the history': (ledger) => ({
    ...ledger,
    reads: {
      ...ledger.reads,
      async history(merchantId, walletId, filter, page, at) {
        const rows = await ledger.reads.history(merchantId, walletId, filter, page, at);
        const [first] = rows;
        const deleted = first && (await deletedBeside(ledger, first.transaction.id));
        return deleted ? [{ ...first, transaction: deleted }, ...rows] : rows;
      },
    },
  }),
};

/** A transaction that was deleted, if it was recorded just before another one. */
async function deletedBeside(ledger: Ledger, id: string) {
  const last = Number.parseInt(id.slice(-6), 16);
  const ids = Array.from(
    { length: 200 },
    (_, n) =>
      `${id.slice(0, -6)}${Math.max(0, last - n)
        .toString(16)
        .padStart(6, '0')}`,
  );
  const found = await ledger.reads.transactionsById(CALLER.merchantId, ids, ledger.now());
  return found.find(({ resolution }) => resolution?.kind === 'DELETE') ?? null;
}
