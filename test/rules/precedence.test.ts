import { readFileSync } from 'node:fs';
import { buildSchema, isUnionType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { commandNames, refusalsOf } from '../../src/ledger/register.ts';

describe('the refusals of a kind', () => {
  const schema = buildSchema(
    readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    { assumeValidSDL: true },
  );

  it.each(commandNames)(
    '%s: are the members of its union, in the same order of precedence',
    (name) => {
      const union = schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Result`);
      if (!isUnionType(union)) throw new Error(`${name} has no union`);
      const [success, ...refusals] = union.getTypes().map((member) => member.name);
      expect(success).toMatch(/Success$/);
      // What comes of the key stands before everything, and in no kind's own list.
      const own = refusals.filter((refusal) => refusal !== 'IdempotencyConflictError');
      expect(own).toEqual(refusalsOf(name));
      expect(new Set(own).size).toBe(own.length);
    },
  );
});
