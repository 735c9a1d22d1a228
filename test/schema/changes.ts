import { CriticalityLevel, diff, type Rule } from '@graphql-inspector/core';
import { subgraphOf } from './subgraph.ts';

/** What has changed in a contract, by what it does to those who use it. */
export interface Changes {
  /** Breaks clients, or other subgraphs. */
  readonly breaking: readonly string[];
  /** May surprise clients: a new member of a union, a new value of an enum. */
  readonly dangerous: readonly string[];
  readonly safe: readonly string[];
}

/** Definitions of directives, all of them federation's: imports alone decide which there are. */
const DEFINITION = /^DIRECTIVE_(?!USAGE_)/;
const IMPORT = /^Argument 'import' was (?:added to|removed from) '@link'$/;
/** On these other subgraphs build: without one they do not compose any more. */
const KEY_LOST = /^Directive '(?:key|shareable)' was removed from /;

const federation: Rule = ({ changes }) =>
  changes
    .filter(({ type, message }) => !DEFINITION.test(String(type)) && !IMPORT.test(message))
    .map((change) =>
      KEY_LOST.test(change.message)
        ? { ...change, criticality: { level: CriticalityLevel.Breaking } }
        : change,
    );

/** Compares two contracts. */
export async function changesBetween(before: string, after: string): Promise<Changes> {
  const changes = await diff(subgraphOf(before), subgraphOf(after), [federation]);
  const at = (level: CriticalityLevel): string[] =>
    changes.filter(({ criticality }) => criticality.level === level).map(({ message }) => message);
  return {
    breaking: at(CriticalityLevel.Breaking),
    dangerous: at(CriticalityLevel.Dangerous),
    safe: at(CriticalityLevel.NonBreaking),
  };
}
