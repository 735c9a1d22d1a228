import type { CommandName, InputOf } from '../../src/ledger/register.ts';
import type { Answer, Envelope } from '../../src/ledger/store.ts';
import { altered, answering, asking, run, sabotaged } from './sabotage.ts';
import type { Plant } from './served-world.ts';

// Faults that a ledger could have. Most break what is stored, not what is said: by a trigger in the
// database file, or by handing the right store the wrong command.

const HOUR_MS = 3_600_000;
const HUNDRED_PERCENT = 1_000_000n;
const APPEND_ONLY = 'drop trigger resolution_no_delete';

/** Forgets that a transaction was cancelled. */
function forgetCancel(path: string, id: string): void {
  const ofId = `(select pk from "transaction" where id = x'${id.replaceAll('-', '')}')`;
  run(path, `delete from resolution where kind = 'CANCEL' and transaction_pk = ${ofId}`);
}

/** The id that a cancel names, if any. */
function cancelled({ command }: Envelope): string | null {
  if (command.name !== 'cancelTransaction') return null;
  const { transactionId } = command.input as InputOf<'cancelTransaction'>;
  return transactionId && /^[0-9a-f-]{36}$/.test(transactionId) ? transactionId : null;
}

/** A percentage of a purchase, rounded up. */
function roundedUp(charge: InputOf<'recordPurchase'>['fee'], purchase: string) {
  if (typeof charge?.percentage !== 'string') return charge;
  const [minor, rate] = [purchase, charge.percentage].map((text) => BigInt(text.replace('.', '')));
  const product = (minor ?? 0n) * (rate ?? 0n);
  const digits = String((product + HUNDRED_PERCENT - 1n) / HUNDRED_PERCENT).padStart(3, '0');
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
}

const MERCHANTS = ['shop', 'stall', 'booth'];

/** Each has the name of what goes wrong. */
export const plantedFaults: Readonly<Record<string, Plant>> = {
  'double reversal: a cancel does not look for one before': (store, path) => {
    run(path, APPEND_ONLY);
    return {
      ...store,
      commit: (envelope) => {
        const id = cancelled(envelope);
        if (id !== null) forgetCancel(path, id);
        return store.commit(envelope);
      },
    };
  },
  'double reversal: of two cancels at once both are granted': (store, path) => {
    run(path, APPEND_ONLY);
    const underWay = new Map<string, Promise<unknown>>();
    return {
      ...store,
      commit: async (envelope) => {
        const id = cancelled(envelope);
        const other = id === null ? undefined : underWay.get(id);
        if (id !== null && other) {
          await other;
          forgetCancel(path, id);
        }
        const answer = store.commit(envelope);
        if (id !== null) {
          const over = () => underWay.delete(id);
          underWay.set(id, answer.then(over, over));
        }
        return answer;
      },
    };
  },
  'lot not restored': sabotaged(`create trigger fault after update of remaining on lot
    when new.remaining > old.remaining and new.remaining = new.granted begin
      update lot set remaining = old.remaining
        where transaction_pk = new.transaction_pk and ordinal = new.ordinal; end`),
  'fee kept': asking(['cancelPurchase', 'refundPurchase'], (input) => ({
    ...input,
    rollbackFee: false,
  })),
  'cashback taken without the flag': asking(['cancelPurchase', 'refundPurchase'], (input) => ({
    ...input,
    rollbackCashback: true,
  })),
  'hold leak: what a hold reserved is never free again': sabotaged(
    `create trigger fault after update of held on wallet when new.held < old.held begin
      update wallet set held = old.held where pk = new.pk; end`,
  ),
  'hold leak: a hold outlives its timeout by an hour': asking(['redeemPoints'], (input) => ({
    ...input,
    timeoutSeconds: typeof input.timeoutSeconds === 'number' ? input.timeoutSeconds + 3_600 : null,
  })),
  'idempotency ignored': altered((envelope) => ({ ...envelope, idempotency: null })),
  'merchant mixed up: what one has not, another may have': answering(
    async (answer, envelope, store) => {
      if (!/^(?:Transaction|Wallet)NotFoundError$/.test(answer.__typename)) return answer;
      for (const merchantId of MERCHANTS) {
        const context = { ...envelope.context, merchantId };
        const other = await store.commit({ ...envelope, context, idempotency: null });
        if (other.__typename !== answer.__typename) return other;
      }
      return answer;
    },
  ),
  'merchant mixed up: their idempotency keys meet': (store) => {
    const first = new Map<string, Promise<object>>();
    return {
      ...store,
      commit: async <N extends CommandName>(envelope: Envelope<N>) => {
        const key = envelope.idempotency?.key;
        const known = key === undefined ? undefined : first.get(key);
        const answer = known ?? store.commit(envelope);
        if (key !== undefined) first.set(key, answer);
        return (await answer) as Answer<N>;
      },
    };
  },
  'expiry extended by what is restored': sabotaged(
    'drop trigger lot_grant_no_update',
    `create trigger fault after update of remaining on lot
      when new.remaining > old.remaining and new.expires_at < 4102444800000 begin
        update lot set expires_at = new.expires_at + ${HOUR_MS}
          where transaction_pk = new.transaction_pk and ordinal = new.ordinal; end`,
  ),
  'rounding: a percentage is rounded up': asking(['recordPurchase'], (input) => ({
    ...input,
    fee: roundedUp(input.fee, input.amount) ?? null,
    cashback: roundedUp(input.cashback, input.amount) ?? null,
  })),
  'wrong precedence: a cancel looks for a reversal before it looks at the type': answering(
    async (answer, envelope, store) => {
      const id = cancelled(envelope);
      if (id === null || answer.__typename !== 'TransactionTypeNotAllowedError') return answer;
      const { merchantId, at } = envelope.context;
      const [record] = await store.transactionsById(merchantId, [id], at);
      if (!record?.resolution) return answer;
      const { by: reversalId, kind: reversedBy, at: reversedAt } = record.resolution;
      const refusal = { reversalId, reversedBy, reversedAt, message: 'It was undone before.' };
      return { __typename: 'AlreadyReversedError', ...refusal };
    },
  ),
};
