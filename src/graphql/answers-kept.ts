import type { GraphQLSchema } from 'graphql';
import type { GraphContext } from './context.ts';

/**
 * Has every root field keep what it answers, by the name that it has in the answer, where the
 * request's context is ready to keep it. Whoever executes the same operation again then meets what
 * was done the first time, and does nothing twice.
 */
export function keepAnswers(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const { resolve } = field;
      if (!resolve) throw new Error(`The root field ${field.name} has no resolver.`);
      // Where only the schema is asked for its text there is no request.
      field.resolve = (source, args, context: GraphContext | undefined, info): unknown => {
        const answers = context?.answers;
        const name = info.path.key;
        if (answers?.has(name)) return answers.get(name);
        const answer: unknown = resolve(source, args, context, info);
        answers?.set(name, answer);
        return answer;
      };
    }
  }
}
