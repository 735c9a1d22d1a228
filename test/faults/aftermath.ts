import { expect } from 'vitest';
import { formatDecimal } from '../../src/ledger/money.ts';
import type { Client } from '../contract/world.ts';
import { essenceOf, type Load, type Sent, type Wallets } from './load.ts';

/** How many keys ask at a time. */
const TOGETHER = 16;

/** A ledger as it is stored, which is asked beside whoever serves it. */
export interface StoredLedger {
  rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The invariants that it breaks, and what `storno verify` finds wrong with it. */
  breaches(): Promise<string[]>;
}

/** What is stored of keyed requests. */
interface Kept {
  /** The name of the first answer, by its key. */
  readonly answers: ReadonlyMap<string, string>;
  /** How many effects carry the key as their reason. */
  readonly effects: ReadonlyMap<string, number>;
}

async function keptIn(ledger: StoredLedger): Promise<Kept> {
  const records = await ledger.rows('select key, outcome from idempotency');
  const answers = records.map((row) => {
    const outcome = JSON.parse(String(row['outcome'])) as { __typename: string };
    return [String(row['key']), outcome.__typename] as const;
  });
  const counts = await ledger.rows(
    `select reason, count(*) as n from "transaction" where reason is not null group by reason`,
  );
  const effects = counts.map((row) => [String(row['reason']), Number(row['n'])] as const);
  return { answers: new Map(answers), effects: new Map(effects) };
}

const isSuccess = (name: string | undefined): boolean => name?.endsWith('Success') ?? false;

/** Whatever came in is there whole, with its answer, or not at all. */
export async function expectWholeOrNothing(ledger: StoredLedger, sent: readonly Sent[]) {
  const { answers, effects } = await keptIn(ledger);
  const wrong = sent.filter(({ key }) => {
    return (effects.get(key) ?? 0) !== (isSuccess(answers.get(key)) ? 1 : 0);
  });
  expect(wrong).toEqual([]);
  const lost = sent.filter(({ key, answer }) => answer?.__typename !== answers.get(key) && answer);
  expect(lost).toEqual([]);
}

/** Every key finds out what became of its request; what had not been done is done now, once. */
export async function expectKeysFindOut(
  ledger: StoredLedger,
  client: Client,
  sent: readonly Sent[],
) {
  const before = await keptIn(ledger);
  const again = async (request: Sent): Promise<void> => {
    const reply = await client.run(request.mutation, request.input);
    const known = before.answers.get(request.key);
    if (request.answer) expect(essenceOf(reply)).toEqual(essenceOf(request.answer));
    if (known !== undefined) expect(reply.__typename).toBe(known);
    if (isSuccess(reply.__typename)) expect(reply['replayed']).toBe(known !== undefined);
    request.answer ??= reply;
  };
  for (let from = 0; from < sent.length; from += TOGETHER) {
    await Promise.all(sent.slice(from, from + TOGETHER).map(again));
  }
  const after = await keptIn(ledger);
  for (const { key, answer } of sent) {
    expect(after.effects.get(key) ?? 0).toBe(isSuccess(answer?.__typename) ? 1 : 0);
  }
}

/** Wallets hold what the answers say, and the ledger breaks no invariant. */
export async function expectSums(
  ledger: StoredLedger,
  client: Client,
  load: Load,
  wallets: Wallets,
) {
  for (const walletId of [...wallets.stars, ...wallets.pounds]) {
    const total = formatDecimal(load.totalOf(walletId), 2);
    expect(await client.balances(walletId)).toMatchObject({ total });
  }
  expect(await ledger.breaches()).toEqual([]);
}
