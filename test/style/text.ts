import { Visitor, type VisitorObject } from 'oxc-parser';
import { finding, type Source } from './source.ts';

const unfinished = /\b(?:TO-?DO|FIX-?ME|X{3})\b/;
const silenced = /@ts-(?:ignore|expect-error|nocheck)/;
const partialRun = /^(?:only|skip|todo)$/;

type Report = (node: { readonly start: number }, message: string) => void;

function inspect(sources: readonly Source[], visitor: (report: Report) => VisitorObject): string[] {
  return sources.flatMap((source) => {
    const findings: string[] = [];
    const report: Report = ({ start }, message) => {
      findings.push(finding(source, start, message));
    };
    new Visitor(visitor(report)).visit(source.program);
    return findings;
  });
}

/** No unfinished work, no silenced compiler, no untyped value, no test left out. */
export function bannedText(sources: readonly Source[]): string[] {
  const inComments = sources.flatMap((source) =>
    source.comments.flatMap(({ value, start }) => [
      ...(unfinished.test(value) ? [finding(source, start, 'unfinished work')] : []),
      ...(silenced.test(value) ? [finding(source, start, 'silences the compiler')] : []),
    ]),
  );
  const inCode = inspect(sources, (report) => ({
    TSAnyKeyword: (node) => report(node, 'the type any'),
    CallExpression: (node) => {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (partialRun.test(callee.property.name)) {
        report(node, `.${callee.property.name}() leaves tests out`);
      }
    },
  }));
  return [...inComments, ...inCode];
}

/** The port and the use cases wait for the store; nothing else in the ledger waits for anything. */
const mayWait = new Set(['src/ledger/store.ts', 'src/ledger/ledger.ts']);

const impureNames = new Set([
  'randomUUID',
  'randomBytes',
  'randomInt',
  'getRandomValues',
  'performance',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
]);
const impureMembers = new Set(['Date.now', 'Math.random']);

/** Rules are synchronous, and take the clock and ids as arguments. */
export function ledgerPurity(sources: readonly Source[]): string[] {
  const ledger = sources.filter(({ path }) => path.startsWith('src/ledger/'));
  const synchronous = ledger.filter(({ path }) => !mayWait.has(path));
  return [...inspect(synchronous, waiting), ...inspect(ledger, impurity)];
}

function waiting(report: Report): VisitorObject {
  const unlessSync = (node: { readonly start: number; readonly async: boolean }): void => {
    if (node.async) report(node, 'async in a rule');
  };
  return {
    FunctionDeclaration: unlessSync,
    FunctionExpression: unlessSync,
    ArrowFunctionExpression: unlessSync,
    AwaitExpression: (node) => report(node, 'await in a rule'),
    ForOfStatement: (node) => {
      if (node.await) report(node, 'await in a rule');
    },
    Identifier: (node) => {
      if (/^Promise(Like)?$/.test(node.name)) report(node, `${node.name} in a rule`);
    },
  };
}

function impurity(report: Report): VisitorObject {
  return {
    NewExpression: (node) => {
      const { callee } = node;
      if (callee.type === 'Identifier' && callee.name === 'Date' && node.arguments.length === 0) {
        report(node, 'a clock in the ledger: new Date()');
      }
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date') {
        report(node, 'a clock in the ledger: Date()');
      }
    },
    MemberExpression: ({ object, property, start }) => {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      const member = `${object.name}.${property.name}`;
      if (impureMembers.has(member))
        report({ start }, `a clock or chance in the ledger: ${member}`);
    },
    Identifier: (node) => {
      if (impureNames.has(node.name)) report(node, `outside the ledger's world: ${node.name}`);
    },
  };
}
