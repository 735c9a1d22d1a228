import type { ImportProgress } from '../../ledger/store.ts';
import type { Answered } from './batch.ts';

export type Counts = ImportProgress['counts'];

/** The first refusal of its kind: why, in the words of the ledger. */
export interface Example {
  readonly op: string;
  readonly name: string;
  readonly line: number;
  readonly message: string;
}

/** Whether an answer counts: the opening of a wallet is no event, unless it is refused. */
function counts({ op, answer }: Answered): boolean {
  return op !== 'openWallet' || answer.__typename !== 'OpenWalletSuccess';
}

/** Counts that include what was answered. */
export function countAnswers(before: Counts, answered: readonly Answered[]): Counts {
  const after = new Map(Object.entries(before).map(([op, of]) => [op, { ...of }]));
  for (const settled of answered.filter(counts)) {
    const { op, answer } = settled;
    const ofOp = after.get(op) ?? {};
    ofOp[answer.__typename] = (ofOp[answer.__typename] ?? 0) + 1;
    after.set(op, ofOp);
  }
  return Object.fromEntries(after);
}

/** The first refusals of each kind, the ones known before included. */
export function exampleRefusals(
  before: readonly Example[],
  answered: readonly Answered[],
): readonly Example[] {
  const examples = [...before];
  for (const { op, line, answer } of answered) {
    const { __typename: name } = answer;
    if (!name.endsWith('Error') || !('message' in answer)) continue;
    if (examples.some((known) => known.op === op && known.name === name)) continue;
    examples.push({ op, name, line, message: answer.message });
  }
  return examples;
}
