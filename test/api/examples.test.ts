import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readExamples } from '../../src/examples/examples.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

describe('the examples', () => {
  const schema = buildSchema();

  it.each(readExamples())('$name is one valid operation', ({ name, query, variables }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const operation = getOperationAST(document);
    // The page of the schema opens a tab by this name.
    const title = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(operation?.name?.value).toBe(title);
    const declared = operation?.variableDefinitions?.map(({ variable }) => variable.name.value);
    expect(declared).toEqual(expect.arrayContaining(Object.keys(variables)));
    expect(JSON.stringify(variables)).toMatch(/"<[^">]+>"/);
  });
});
