import { type Opening, openingSchema } from '../../examples/opening.ts';

/** What the server wants the playground to start with. */
export async function fetchOpening(): Promise<Opening> {
  const response = await fetch('/playground/opening.json');
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return openingSchema.parse(await response.json());
}

/** The text of the headers' editor: it takes comments. */
export function headersOf({ apiKey }: Opening): string {
  if (apiKey !== null) return JSON.stringify({ authorization: `Bearer ${apiKey}` }, null, 2);
  return [
    '{',
    '  // Put your API key here, as "storno key create" has printed it.',
    '  "authorization": "Bearer "',
    '}',
  ].join('\n');
}
