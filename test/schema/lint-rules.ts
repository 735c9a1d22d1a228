import { configs } from '@graphql-eslint/eslint-plugin';
import type { Linter } from 'eslint';

/** Types of values: they belong to what has the id. */
const WITHOUT_ID = [
  'ChargePolicy',
  'DepreciationPolicy',
  'LedgerCurrency',
  'LedgerEntry',
  'LotEffect',
  'PageInfo',
  'ProgramPolicies',
  'RecurringFeePolicy',
  'ReversalOption',
  'UsedGiftBalance',
  'VoidPolicy',
  'WalletBalances',
];

/** Every rule for schemas and for Relay, but for what this contract has its reasons not to do. */
export const rules: Linter.RulesRecord = {
  ...configs['flat/schema-all'].rules,
  ...configs['flat/schema-relay'].rules,
  // Fields stand in the order in which they are read, refusals in that of their precedence.
  '@graphql-eslint/alphabetize': 'off',
  // A sentence on one line is a string, several lines are a block.
  '@graphql-eslint/description-style': 'off',
  // Mutations are what this contract is for.
  '@graphql-eslint/no-root-type': 'off',
  '@graphql-eslint/strict-id-in-types': [
    'error',
    {
      exceptions: { types: WITHOUT_ID, suffixes: ['Connection', 'Edge', 'Error', 'Success'] },
    },
  ],
  // Lots are drawn in one order, so that pages of them go forward only.
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
  // What belongs to one transaction is a short list, not pages. There is no `Node`: its ids would
  // have to be known to every subgraph.
  '@graphql-eslint/relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
};
