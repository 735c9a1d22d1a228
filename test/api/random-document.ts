import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type { Chance } from '../faults/seeded.ts';

export interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** What an argument may be given; undefined: it is left out. */
export type Give = (field: string, argument: string, type: GraphQLInputType) => unknown;

const DEPTH_MAX = 4;
const FIELDS_MAX = 5;

/** A valid query that asks for this and that of a schema, in one of the many ways to say so. */
export function randomDocument(schema: GraphQLSchema, chance: Chance, give: Give): Asked {
  const query = schema.getQueryType();
  if (!query) throw new Error('the schema has no queries');
  return new Writer(schema, chance, give).write(query);
}

class Writer {
  private readonly schema: GraphQLSchema;
  private readonly chance: Chance;
  private readonly give: Give;
  private readonly variables: Record<string, unknown> = {};
  private readonly declarations: string[] = [];
  private readonly fragments: { readonly on: string; readonly text: string }[] = [];
  private aliases = 0;

  constructor(schema: GraphQLSchema, chance: Chance, give: Give) {
    this.schema = schema;
    this.chance = chance;
    this.give = give;
  }

  write(root: GraphQLObjectType): Asked {
    const selected = this.select(root, DEPTH_MAX, true);
    const declared = this.declarations.length > 0 ? `(${this.declarations.join(' ')})` : '';
    const fragments = this.fragments.map(({ on, text }, n) => `fragment F${n} on ${on} ${text}`);
    const query = [`query Asked${declared} ${selected}`, ...fragments].join('\n');
    return { query, variables: this.variables };
  }

  /** Names are plain only where no other type of a union can have the same one for another type. */
  private select(type: GraphQLCompositeType, depth: number, plain: boolean): string {
    if (isAbstractType(type)) return this.selectAny(type, depth);
    const known = this.fragments.flatMap(({ on }, n) => (on === type.name ? [`...F${n}`] : []));
    const fields = this.pickFields(type, depth).map((field) => this.ask(field, depth, plain));
    if (known.length > 0 && this.chance.happens(0.3)) fields.push(this.chance.pick(known));
    if (fields.length === 0 || this.chance.happens(0.3)) fields.unshift('__typename');
    const text = `{ ${fields.join(' ')} }`;
    if (this.chance.happens(0.2)) return `{ ... on ${type.name} ${text} }`;
    if (plain || this.chance.happens(0.7)) return text;
    this.fragments.push({ on: type.name, text });
    return `{ ...F${this.fragments.length - 1} }`;
  }

  private selectAny(type: GraphQLCompositeType, depth: number): string {
    const own = isUnionType(type) || !('getFields' in type) ? [] : Object.values(type.getFields());
    const parts = own
      .filter((field) => !isCompositeType(getNamedType(field.type)))
      .filter(() => this.chance.happens(0.5))
      .map((field) => this.ask(field, 0, false));
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
    for (const each of possible) {
      if (this.chance.happens(possible.length > 4 ? 0.4 : 0.8)) {
        parts.push(`... on ${each.name} ${this.select(each, depth, false)}`);
      }
      for (const shared of isUnionType(type) ? each.getInterfaces() : []) {
        if (this.chance.happens(0.1)) {
          parts.push(`... on ${shared.name} ${this.selectAny(shared, depth)}`);
        }
      }
    }
    return `{ __typename ${parts.join(' ')} }`;
  }

  private pickFields(type: GraphQLObjectType, depth: number): GraphQLField<unknown, unknown>[] {
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    if (fields.length === 0) return [];
    const count = this.chance.between(1, FIELDS_MAX);
    return [...new Set(Array.from({ length: count }, () => this.chance.pick(fields)))];
  }

  private ask(field: GraphQLField<unknown, unknown>, depth: number, plain: boolean): string {
    const given = field.args.flatMap(({ name, type }) => {
      const value = this.give(field.name, name, type);
      if (value === undefined && !isNonNullType(type)) return [];
      const variable = `v${this.declarations.length}`;
      this.declarations.push(`$${variable}: ${type.toString()}`);
      this.variables[variable] = value;
      return [`${name}: $${variable}`];
    });
    const type = getNamedType(field.type);
    const below = isCompositeType(type) ? ` ${this.select(type, depth - 1, plain)}` : '';
    const isPlain = plain && given.length === 0 && this.chance.happens(0.5);
    const alias = isPlain ? '' : `a${this.aliases}: `;
    this.aliases += 1;
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(' ')})` : ''}${below}`;
  }
}
