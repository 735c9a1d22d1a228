import { type Expected, textOf } from './operation.ts';

/** An answer by its name, and what is known of it. */
export function answer(name: string, data: Readonly<Record<string, unknown>> = {}): Expected {
  return { __typename: name, ...data };
}

export function insufficient(required: bigint, shortfall: bigint): Expected {
  return answer('InsufficientBalanceError', {
    required: textOf(required),
    available: textOf(required - shortfall),
    shortfall: textOf(shortfall),
  });
}
