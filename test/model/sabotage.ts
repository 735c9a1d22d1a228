import Database from 'better-sqlite3';
import type { CommandName, InputOf } from '../../src/ledger/register.ts';
import type { Answer, Envelope, Store } from '../../src/ledger/store.ts';
import type { Plant } from './served-world.ts';

// Ways to break a right store, in its file or in front of it.

/** Breaks the database itself. */
export function sabotaged(...statements: readonly string[]): Plant {
  return (store, path) => {
    run(path, ...statements);
    return store;
  };
}

export function run(path: string, ...statements: readonly string[]): void {
  const file = new Database(path);
  for (const statement of statements) file.exec(statement);
  file.close();
}

/** Hands on other envelopes than it was given. */
export function altered(alter: (envelope: Envelope) => Envelope): Plant {
  return (store) => ({
    ...store,
    commit: (envelope) => store.commit(alter(envelope) as typeof envelope),
  });
}

/** Answers otherwise than the store does. */
export function answering(
  say: (answer: Answer<CommandName>, envelope: Envelope, store: Store) => Promise<object>,
): Plant {
  return (store) => ({
    ...store,
    commit: async <N extends CommandName>(envelope: Envelope<N>) =>
      (await say(await store.commit(envelope), envelope, store)) as Answer<N>,
  });
}

/** Changes the inputs of some commands. */
export function asking<N extends CommandName>(
  names: readonly N[],
  change: (input: InputOf<N>) => InputOf<N>,
): Plant {
  return altered((envelope) => {
    const { name, input } = envelope.command;
    if (!names.some((one) => one === name)) return envelope;
    return { ...envelope, command: { name, input: change(input) } };
  });
}
