import type { Refusal } from './refusal.ts';
import type { CommandName } from './register.ts';
import {
  type Answer,
  type ImportBatch,
  type ImportCommand,
  type ImportCounts,
  type ImportOutcome,
  ImportOvertakenError,
  type ImportProgress,
} from './store.ts';

type Answers = readonly Answer<CommandName>[];

function isRefusal(answer: Answer<CommandName>): answer is Refusal & Answer<CommandName> {
  return answer.__typename.endsWith('Error');
}

/**
 * How far an import has come with a batch, from how far it had come (null: nothing was imported)
 * and what its commands were answered, in their order.
 *
 * @throws {ImportOvertakenError} if the batch does not go on from there.
 */
export function advance(
  before: ImportProgress | null,
  { after, line, commands }: ImportBatch,
  answers: Answers,
): ImportOutcome {
  const reached = before?.line ?? 0;
  if (reached !== after) {
    throw new ImportOvertakenError(
      `the import has come to line ${reached}, not ${after}: another process imports the same`,
    );
  }
  const counts = countAnswers(before?.counts ?? {}, commands, answers);
  const refused = answers.flatMap((answer, index) =>
    isRefusal(answer) ? [{ index, answer }] : [],
  );
  return { progress: { line, counts }, refused };
}

function countAnswers(before: ImportCounts, commands: readonly ImportCommand[], answers: Answers) {
  const after = new Map(Object.entries(before).map(([op, of]) => [op, { ...of }]));
  for (const [i, { op, envelope }] of commands.entries()) {
    const answer = answers[i];
    if (!answer || (op === null && !isRefusal(answer))) continue;
    const name = op ?? envelope.command.name;
    const ofOp = after.get(name) ?? {};
    ofOp[answer.__typename] = (ofOp[answer.__typename] ?? 0) + 1;
    after.set(name, ofOp);
  }
  return Object.fromEntries(after);
}
