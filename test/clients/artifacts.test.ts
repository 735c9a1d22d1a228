import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  printType,
  validateSchema,
} from 'graphql';
import { of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { persistedOperationsOf } from '../../src/artifacts/persisted-operations.ts';
import { buildSchema as buildServedSchema } from '../../src/graphql/schema.ts';
import { readTrustedDocuments } from '../../src/graphql/trusted-documents.ts';
import { sqlite } from '../contract/engine-sqlite.ts';
import { openWorld } from '../contract/world.ts';
import { writeArtifacts } from './written-artifacts.ts';

const first = writeArtifacts();
const second = writeArtifacts();
const publicSchema = buildSchema(first.schema);
const examples = readdirSync('src/examples')
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(`src/examples/${file}`, 'utf8'));

/** What a server has beside the contract, for gateways and for introspection. */
const FEDERATION = /^(?:_|link__|federation__)/;
const FEDERATION_FIELDS = /^ {2}_(?:entities|service)\b.*\n/gm;

/** The types of the contract alone, as text. */
function typesOf(schema: GraphQLSchema): string[] {
  return Object.values(lexicographicSortSchema(schema).getTypeMap())
    .filter(({ name }) => !FEDERATION.test(name))
    .map((type) => printType(type).replaceAll(FEDERATION_FIELDS, '').replaceAll('\n\n', '\n'));
}

describe('npm run artifacts', () => {
  it('writes the same four files whenever it runs', () => {
    const files = ['introspection.json', 'persisted-operations.json', 'possibleTypes.json'];
    expect(readdirSync(first.folder).toSorted()).toEqual([...files, 'schema.graphql']);
    for (const file of readdirSync(first.folder)) {
      const [one, two] = [first, second].map(({ folder }) => readFileSync(`${folder}/${file}`));
      expect(one).toEqual(two);
    }
  });

  it('writes a valid schema with descriptions and nothing of federation', () => {
    expect(validateSchema(publicSchema)).toEqual([]);
    expect(first.schema).not.toMatch(/federation|@key|@link|@shareable|_Any|_entities|_service/i);
    const undescribed = Object.values(publicSchema.getTypeMap())
      .filter(({ name }) => name.endsWith('Error') && name !== 'LedgerError')
      .filter(({ description }) => !description?.startsWith('Returned when '));
    expect(undescribed).toEqual([]);
  });

  it('writes the introspection of that schema', () => {
    const introspected = printSchema(buildClientSchema(first.introspection));
    expect(`${introspected}\n`).toBe(first.schema);
  });

  it('names the types that can stand for each interface and union, and no others', () => {
    const { types } = first.introspection.__schema;
    const expected = types.flatMap((type): [string, string[]][] =>
      type.kind === 'INTERFACE' || type.kind === 'UNION'
        ? [[type.name, type.possibleTypes.map(({ name }) => name)]]
        : [],
    );
    expect(first.possibleTypes).toEqual(Object.fromEntries(expected));
    expect(first.possibleTypes['LedgerError']).toContain('AlreadyReversedError');
    expect(first.possibleTypes['CancelPurchaseResult']).toContain('CancelPurchaseSuccess');
  });

  it('lists every example by the hash of its text', () => {
    const { format, version, operations } = first.persistedOperations;
    expect({ format, version }).toEqual({ format: 'apollo-persisted-query-manifest', version: 1 });
    const named = examples.flatMap(
      (text) => /(query|mutation) (\w+)/.exec(text)?.slice(1, 3) ?? [],
    );
    expect(operations.flatMap(({ type, name }) => [type, name])).toEqual(named);
    for (const { id, body } of operations) expect(id).toBe(hash('sha256', body));
  });

  it('names each example by the id that Apollo Client makes of it', async () => {
    const sent: unknown[] = [];
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new PersistedQueryLink({ sha256: (text) => hash('sha256', text) }).concat(
        new ApolloLink(({ extensions }) => {
          sent.push(extensions['persistedQuery']);
          return of({ data: null });
        }),
      ),
    });
    for (const text of examples) {
      const document = gql(text);
      const request = { fetchPolicy: 'no-cache', errorPolicy: 'ignore' } as const;
      if (text.includes('\nmutation ')) await client.mutate({ mutation: document, ...request });
      else await client.query({ query: document, ...request });
    }
    const { operations } = first.persistedOperations;
    expect(sent).toEqual(operations.map(({ id }) => ({ version: 1, sha256Hash: id })));
  });
});

describe('the artifacts beside a server', () => {
  it('are operations that it can be told to trust', () => {
    const file = `${first.folder}/persisted-operations.json`;
    const trusted = readTrustedDocuments(file, buildServedSchema());
    for (const { id, body } of first.persistedOperations.operations) {
      expect(trusted.find({ id, text: null })).toBe(body);
    }
  });

  it('tell of it what it tells itself', async () => {
    const { shop } = await openWorld(sqlite);
    const answer: unknown = await shop.query(getIntrospectionQuery({ specifiedByUrl: true }));
    const served = buildClientSchema(answer as IntrospectionQuery);
    expect(typesOf(served)).toEqual(typesOf(publicSchema));
  });
});

describe('an operation that cannot be listed', () => {
  it.each([
    ['is invalid', 'query Odd { nothing }', 'nothing'],
    ['has no name', '{ __typename }', 'no name'],
    ['has the name of another one', 'query A { __typename } query A { __typename }', 'A'],
  ])('is refused where it %s', (_, text, message) => {
    expect(() => persistedOperationsOf([text], publicSchema)).toThrow(message);
  });

  it('is refused where another document has its name', () => {
    const text = 'query A { __typename }';
    expect(() => persistedOperationsOf([text, text], publicSchema)).toThrow(
      'two operations are named A',
    );
  });
});
