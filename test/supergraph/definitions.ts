import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

type Directed = Pick<FieldDefinitionNode, 'directives'>;

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}

/**
 * What a schema says of a type: its fields with the names of their types, or of a union its members
 * with nothing.
 */
export function definitionOf(schema: DocumentNode, name: string): Record<string, string> {
  for (const definition of schema.definitions) {
    if (!('name' in definition) || definition.name?.value !== name) continue;
    if ('fields' in definition && definition.fields) {
      const fields = definition.fields.map(({ name: { value }, type }): [string, string] => [
        value,
        typeName(type),
      ]);
      return Object.fromEntries(fields);
    }
    if ('types' in definition && definition.types) {
      return Object.fromEntries(definition.types.map((type) => [type.name.value, '']));
    }
  }
  throw new Error(`the schema has no ${name}`);
}

/** Where a schema applies a directive, as "Type" or "Type.field", and with what arguments. */
export function usesOf(schema: DocumentNode, directive: string): Record<string, unknown> {
  const uses: [string, unknown][] = [];
  const note = (place: string, { directives = [] }: Directed): void => {
    for (const { name, arguments: given = [] } of directives) {
      if (name.value !== directive) continue;
      const values = given.map((one) => [one.name.value, valueFromASTUntyped(one.value)]);
      uses.push([place, Object.fromEntries(values)]);
    }
  };
  for (const definition of schema.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    note(definition.name.value, definition);
    for (const field of definition.fields ?? []) {
      note(`${definition.name.value}.${field.name.value}`, field);
    }
  }
  return Object.fromEntries(uses);
}
