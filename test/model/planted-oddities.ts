import type { CommandName, InputOf } from '../../src/ledger/register.ts';
import type { Answer, Envelope } from '../../src/ledger/store.ts';
import { altered, asking, sabotaged } from './sabotage.ts';
import type { Plant } from './served-world.ts';

const HOUR_MS = 3_600_000;

/** Faults beside the ten that are asked for: of concurrency, of time, and of what is only read. */
export const plantedOddities: Readonly<Record<string, Plant>> = {
  'two that share a commit get each other’s answers': (store) => {
    let waiting: { readonly answer: Answer<CommandName>; swap(other: object): void } | null = null;
    return {
      ...store,
      commit: async <N extends CommandName>(envelope: Envelope<N>) => {
        const answer = await store.commit(envelope);
        const other = waiting;
        if (other?.answer.__typename === answer.__typename && 'balance' in answer) {
          waiting = null;
          other.swap(answer);
          return other.answer;
        }
        return new Promise<Answer<N>>((resolve) => {
          const own = { answer, swap: (to: object) => resolve(to as Answer<N>) };
          waiting = own;
          setTimeout(() => {
            if (waiting === own) waiting = null;
            resolve(answer);
          }, 1);
        });
      },
    };
  },
  'a hold can be committed a minute too late': altered((envelope) => {
    if (envelope.command.name !== 'commitTransaction') return envelope;
    const { context } = envelope;
    return { ...envelope, context: { ...context, at: context.at - 60_000 } };
  }),
  'a back-dated cancel counts from now': asking(['cancelTransaction'], (input) => ({
    ...input,
    effectiveAt: null,
  })),
  'debt is forgiven': sabotaged(`create trigger fault after update of debt on wallet
    when new.debt > old.debt begin update wallet set debt = old.debt where pk = new.pk; end`),
  'a preview looks an hour ahead': (store) => ({
    ...store,
    preview: (envelope) => {
      const { context } = envelope;
      return store.preview({ ...envelope, context: { ...context, at: context.at + HOUR_MS } });
    },
  }),
  'what expires is noticed an hour late in balances': (store) => ({
    ...store,
    statesOf: (merchantId, ids, at) => store.statesOf(merchantId, ids, at - HOUR_MS),
  }),
  'depreciation and fees are left out of the balances': (store) => ({
    ...store,
    statesOf: async (merchantId, ids, at) => {
      const states = await store.statesOf(merchantId, ids, at);
      return states.map(({ walletId, state }) => ({ walletId, state: { ...state, derived: 0n } }));
    },
  }),
  'a refund leaves a penny of what was asked': asking(['refundPurchase'], (input) => ({
    ...input,
    amount: pennyLess(input.amount),
  })),
  'a gift is drawn last': sabotaged(
    'drop trigger lot_grant_no_update',
    `create trigger fault after insert on lot when new.kind = 'GIFT' begin
      update lot set kind = 'MONEY'
        where transaction_pk = new.transaction_pk and ordinal = new.ordinal; end`,
  ),
  'a balance of the past is a millisecond too old': (store) => ({
    ...store,
    balancesAt: (merchantId, id, at) => store.balancesAt(merchantId, id, at - 1),
  }),
};

function pennyLess(amount: InputOf<'refundPurchase'>['amount']) {
  const minor = BigInt(amount.replace('.', ''));
  const digits = String(minor > 1n ? minor - 1n : minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
