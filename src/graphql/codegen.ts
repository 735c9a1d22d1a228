import type { CodegenConfig } from '@graphql-codegen/cli';
import type { TypeScriptResolversPluginConfig } from '@graphql-codegen/typescript-resolvers';

/** What a resolver gets and returns for a schema type, where that is not the schema's own shape. */
const mappers: NonNullable<TypeScriptResolversPluginConfig['mappers']> = {
  // Type: '../ledger/file.ts#TypeName',
};

const config: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'src/graphql/generated.ts': { plugins: ['typescript', 'typescript-resolvers'] },
  },
  config: {
    contextType: './context.ts#GraphContext',
    mappers,
    scalars: {
      ID: 'string',
      DateTime: 'number',
      Decimal: 'string',
      // Federation's own, from @key(fields: …).
      _FieldSet: 'string',
    },
    strictScalars: true,
    defaultScalarType: 'unknown',
    federation: true,
    resolversNonOptionalTypename: true,
    enumsAsTypes: true,
    useTypeImports: true,
    importExtension: '.ts',
  },
};

export default config;
