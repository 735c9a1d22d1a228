import type { Context } from './decision.ts';
import { fingerprintOf } from './idempotency.ts';
import { checkIdentifier, DELETE_BATCH_MAX, invalid, isBlank, type Optional } from './input.ts';
import type { Refusal } from './refusal.ts';
import { type CommandName, check, type InputOf } from './register.ts';
import { optionInputs, optionOf, type ReversalOption } from './reversal/options.ts';
import type { Answer, LedgerReads, Store } from './store.ts';
import type { Instant } from './time.ts';
import type { TransactionRecord } from './transaction.ts';

/** Who asks: the verified credential decides the merchant, nothing else does. */
export interface Caller {
  readonly merchantId: string;
  /** The name of the credential; it is kept with what the caller records. */
  readonly actor: string;
}

/** An input as it arrives: the command's own, and the caller's name for the request. */
export type Request<N extends CommandName> = InputOf<N> & {
  readonly idempotencyKey?: Optional<string>;
};

/** The use cases, over a store, a clock and a source of ids. */
export interface Ledger {
  execute<N extends CommandName>(caller: Caller, name: N, request: Request<N>): Promise<Answer<N>>;
  /** What `execute` would answer now; writes nothing. */
  preview<N extends CommandName>(caller: Caller, name: N, request: Request<N>): Promise<Answer<N>>;
  /** Deletes one after another; one reply each, in order. */
  deleteAll(
    caller: Caller,
    requests: readonly Request<'deleteTransaction'>[],
  ): Promise<Answer<'deleteTransaction'>[]>;
  /** What each of the four reversals would answer now for a transaction of the caller's. */
  options(caller: Caller, record: TransactionRecord): Promise<ReversalOption[]>;
  readonly reads: LedgerReads;
  now(): Instant;
}

export interface LedgerParts {
  readonly store: Store;
  readonly now: () => Instant;
  /** Gives UUIDs, version 7, in ascending order. */
  readonly newId: () => string;
}

/** Puts the use cases together. */
export function createLedger({ store, now, newId }: LedgerParts): Ledger {
  const contextOf = ({ merchantId, actor }: Caller): Context => {
    const at = now();
    return { merchantId, actor, at, recordedAt: at, newId: newId() };
  };
  const execute: Ledger['execute'] = async (caller, name, request) => {
    const command = { name, input: request };
    const context = contextOf(caller);
    const key = request.idempotencyKey ?? null;
    // A keyed request may have been answered before: only the store knows, and checks what is new.
    const refused = key === null ? check(command, context) : checkKey(key);
    if (refused) return refused;
    const idempotency = key === null ? null : { key, fingerprint: fingerprintOf(command) };
    return store.commit({ command, context, idempotency });
  };
  const preview: Ledger['preview'] = async (caller, name, request) => {
    const command = { name, input: request };
    const context = contextOf(caller);
    return check(command, context) ?? store.preview({ command, context, idempotency: null });
  };
  return {
    execute,
    preview,
    options: (caller, record) => optionsOf(store, preview, caller, record),
    async deleteAll(caller, requests) {
      if (requests.length > DELETE_BATCH_MAX) {
        const refused = invalid('inputs', `names more than ${DELETE_BATCH_MAX} transactions`);
        return requests.map(() => refused);
      }
      const answers: Answer<'deleteTransaction'>[] = [];
      for (const request of requests) {
        answers.push(await execute(caller, 'deleteTransaction', request));
      }
      return answers;
    },
    reads: store,
    now,
  };
}

async function optionsOf(
  store: Store,
  preview: Ledger['preview'],
  caller: Caller,
  record: TransactionRecord,
): Promise<ReversalOption[]> {
  const [program] = await store.programsById(caller.merchantId, [record.programId]);
  if (!program) throw new Error(`program ${record.programId} is not in the ledger`);
  const ask = optionInputs(record);
  const [cancelled, voided, deleted, purchase] = await Promise.all([
    preview(caller, 'cancelTransaction', ask.cancelTransaction),
    preview(caller, 'voidTransaction', ask.voidTransaction),
    preview(caller, 'deleteTransaction', ask.deleteTransaction),
    preview(caller, 'cancelPurchase', ask.cancelPurchase),
  ]);
  return [
    optionOf('CANCEL_TRANSACTION', cancelled, record, program),
    optionOf('VOID_TRANSACTION', voided, record, program),
    optionOf('DELETE_TRANSACTION', deleted, record, program),
    optionOf('CANCEL_PURCHASE', purchase, record, program),
  ];
}

function checkKey(key: string): Refusal<'InvalidInputError'> | null {
  if (isBlank(key)) return invalid('idempotencyKey', 'is blank');
  return checkIdentifier('idempotencyKey', key);
}
