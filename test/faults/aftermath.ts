import { expect } from 'vitest';
import { formatDecimal } from '../../src/ledger/money.ts';
import type { Client } from '../contract/world.ts';
import { breachesOf, type LedgerFile, rowsOf } from './ledger-file.ts';
import { essenceOf, type Load, type Sent, type Wallets } from './load.ts';

/** How many keys ask at a time. */
const TOGETHER = 16;

/** What the file holds of keyed requests. */
interface Kept {
  /** The name of the first answer, by its key. */
  readonly answers: ReadonlyMap<string, string>;
  /** How many effects carry the key as their reason. */
  readonly effects: ReadonlyMap<string, number>;
}

function keptIn(file: LedgerFile): Kept {
  const answers = rowsOf(file.path, 'select key, outcome from idempotency').map((row) => {
    const outcome = JSON.parse(String(row['outcome'])) as { __typename: string };
    return [String(row['key']), outcome.__typename] as const;
  });
  const effects = rowsOf(
    file.path,
    `select reason, count(*) as n from "transaction" where reason is not null group by reason`,
  ).map((row) => [String(row['reason']), Number(row['n'])] as const);
  return { answers: new Map(answers), effects: new Map(effects) };
}

const isSuccess = (name: string | undefined): boolean => name?.endsWith('Success') ?? false;

/** Whatever came in is there whole, with its answer, or not at all. */
export function expectWholeOrNothing(file: LedgerFile, sent: readonly Sent[]): void {
  const { answers, effects } = keptIn(file);
  const wrong = sent.filter(({ key }) => {
    return (effects.get(key) ?? 0) !== (isSuccess(answers.get(key)) ? 1 : 0);
  });
  expect(wrong).toEqual([]);
  const lost = sent.filter(({ key, answer }) => answer?.__typename !== answers.get(key) && answer);
  expect(lost).toEqual([]);
}

/** Every key finds out what became of its request; what had not been done is done now, once. */
export async function expectKeysFindOut(file: LedgerFile, client: Client, sent: readonly Sent[]) {
  const before = keptIn(file);
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
  const after = keptIn(file);
  for (const { key, answer } of sent) {
    expect(after.effects.get(key) ?? 0).toBe(isSuccess(answer?.__typename) ? 1 : 0);
  }
}

/** Wallets hold what the answers say, and the file breaks no invariant. */
export async function expectSums(file: LedgerFile, client: Client, load: Load, wallets: Wallets) {
  for (const walletId of [...wallets.stars, ...wallets.pounds]) {
    const total = formatDecimal(load.totalOf(walletId), 2);
    expect(await client.balances(walletId)).toMatchObject({ total });
  }
  expect(breachesOf(file.path)).toEqual([]);
}
