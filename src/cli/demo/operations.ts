import { type Example, type ExampleName, readExamples } from '../../examples/examples.ts';
import type { Showcase, Variables } from './seed.ts';

const STORIES: Readonly<Record<ExampleName, string>> = {
  'cancel-transaction': 'Ada Okafor was given the stars of one order twice.',
  'void-transaction': 'Ben Hartley got a reward meant for somebody else.',
  'delete-transaction': 'Chloe Martin earned with a card that was not hers.',
  'cancel-purchase': 'Dev Anand called off a class paid with a gift card.',
  'preview-reversals': 'Four more transactions: two can be undone, two cannot.',
  'wallet-history': 'The wallet of Ada Okafor.',
  'reversal-options': 'Some stars of this order of Ada Okafor are spent.',
};

/** An example with all of its variables, and what happened that it is good for. */
export interface Operation extends Example {
  readonly story: string;
}

/** The examples, each ready to be tried on what the demo has. */
export function operationsOf({ variables }: Showcase): readonly Operation[] {
  return readExamples().map((example) => ({
    ...example,
    story: STORIES[example.name],
    variables: filledIn(example.variables, variables[example.name]),
  }));
}

/** The variables of an example with placeholders replaced by what is given. */
function filledIn(placeholders: Variables, given: Variables): Variables {
  const filled: Record<string, unknown> = { ...placeholders };
  for (const [name, value] of Object.entries(given)) {
    const placeholder = placeholders[name];
    filled[name] = isObject(placeholder) && isObject(value) ? filledIn(placeholder, value) : value;
  }
  return filled;
}

function isObject(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
