import type { Refused } from './batch.ts';

/** The first refusal of its kind: why, in the words of the ledger. */
export interface Example {
  readonly op: string;
  readonly name: string;
  readonly line: number;
  readonly message: string;
}

/** The first refusals of each kind, the ones known before included. */
export function exampleRefusals(
  before: readonly Example[],
  refused: readonly Refused[],
): readonly Example[] {
  const examples = [...before];
  for (const { op, line, answer } of refused) {
    const { __typename: name, message } = answer;
    if (examples.some((known) => known.op === op && known.name === name)) continue;
    examples.push({ op, name, line, message });
  }
  return examples;
}
