import type { MembersInput, Person } from '../inputs.ts';
import { serve } from './child.ts';
import { serveSibling } from './sibling.ts';

const NAME_LENGTH_MAX = 100;

/** The subgraph that owns `Member`. */
function resolversFor(people: readonly Person[]) {
  const byId = new Map(people.map((person) => [person.id, person]));
  const rename = ({ id, name }: { id: string; name: string }) => {
    const person = byId.get(id);
    if (!person) return refusal('UNKNOWN', 'There is no such member.');
    if (name.length > NAME_LENGTH_MAX) return refusal('TOO_LONG', 'The name is too long.');
    const renamed = { ...person, name };
    byId.set(id, renamed);
    return { __typename: 'Member', ...renamed };
  };
  return {
    Query: {
      memberByEmail: (_: unknown, { email }: { email: string }) =>
        [...byId.values()].find((person) => person.email === email),
      members: (_: unknown, { first }: { first: number }) => pageOf([...byId.values()], first),
    },
    Mutation: {
      renameMember: (_: unknown, change: { id: string; name: string }) => rename(change),
    },
    Member: {
      __resolveReference: ({ id }: Pick<Person, 'id'>) => byId.get(id),
      creditLimit: ({ tier }: Person) => ({
        amount: tier === 'GOLD' ? '50.00' : '0.00',
        currency: 'GBP',
      }),
      welcome: ({ welcomeId }: Person) => welcomeId && { __typename: 'Transaction', id: welcomeId },
    },
  };
}

function refusal(code: string, message: string) {
  return { __typename: 'Error', code, message };
}

function pageOf(people: readonly Person[], first: number) {
  const edges = people.slice(0, first).map((node) => ({ cursor: node.id, node }));
  const pageInfo = {
    hasNextPage: people.length > first,
    hasPreviousPage: false,
    startCursor: edges.at(0)?.cursor,
    endCursor: edges.at(-1)?.cursor,
  };
  return { edges, pageInfo };
}

await serve(({ people, port }: MembersInput) =>
  serveSibling('members', resolversFor(people), port),
);
