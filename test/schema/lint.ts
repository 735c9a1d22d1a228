import { printSubgraphSchema } from '@apollo/subgraph';
import plugin, { parser } from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { rules } from './lint-rules.ts';
import { subgraphOf } from './subgraph.ts';

// Its types differ from eslint's in how they write an optional property; eslint checks the rest.
const graphqlPlugin = plugin as ESLint.Plugin;

/** What is wrong with a contract, a line each. */
export async function lint(contract: string): Promise<string[]> {
  const schema = printSubgraphSchema(subgraphOf(contract));
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.graphql'],
      plugins: { '@graphql-eslint': graphqlPlugin },
      languageOptions: { parser, parserOptions: { graphQLConfig: { schema } } },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
      rules,
    },
  });
  const results = await eslint.lintText(contract, { filePath: 'schema.graphql' });
  return results.flatMap(({ messages }) =>
    messages.map(({ line, message, ruleId }) => `schema.graphql:${line}: ${message} (${ruleId})`),
  );
}
