import type { CodegenConfig } from '@graphql-codegen/cli';
import type { TypeScriptResolversPluginConfig } from '@graphql-codegen/typescript-resolvers';
import { commandNames, refusalsOf } from '../ledger/register.ts';

type Mappers = NonNullable<TypeScriptResolversPluginConfig['mappers']>;

/** `cancelTransaction` answers with a `CancelTransactionSuccess`. */
const successes: Mappers = Object.fromEntries(
  commandNames.map((name) => [
    `${name.charAt(0).toUpperCase()}${name.slice(1)}Success`,
    `./parents.ts#SuccessOf<'${name}'>`,
  ]),
);

/** A refusal's name is that of its type. */
const refusals: Mappers = Object.fromEntries(
  ['IdempotencyConflictError' as const, ...commandNames.flatMap(refusalsOf)].map((name) => [
    name,
    `../ledger/refusal.ts#Refusal<'${name}'>`,
  ]),
);

/** What a resolver gets and returns for a schema type, where that is not the schema's own shape. */
const mappers: Mappers = {
  ...successes,
  ...refusals,
  Transaction: '../ledger/transaction.ts#TransactionRecord',
  Wallet: '../ledger/wallet.ts#WalletRecord',
  Member: '../ledger/store.ts#MemberRecord',
  Program: '../ledger/program.ts#Program as ProgramRecord',
  ProgramPolicies: '../ledger/program.ts#Policies',
  VoidPolicy: '../ledger/program.ts#VoidPolicy as VoidPolicyRecord',
  ChargePolicy: '../ledger/program.ts#Charge',
  DepreciationPolicy: '../ledger/program.ts#Depreciation',
  RecurringFeePolicy: '../ledger/program.ts#RecurringFee',
  LedgerCurrency: '../ledger/money.ts#Currency',
  LedgerEntry: './parents.ts#EntryParent',
  Lot: './parents.ts#LotParent',
  UsedGiftBalance: './parents.ts#UsedGiftParent',
  WalletBalances: './parents.ts#BalancesParent',
  PageInfo: './parents.ts#PageInfoParent',
  ReversalOption: '../ledger/reversal/options.ts#ReversalOption as ReversalOptionRecord',
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
    // The ledger's values are read-only, and resolvers hand them on as they are.
    immutableTypes: true,
    // What has a default in the schema is there when a resolver is called.
    avoidOptionals: { defaultValue: true },
    useTypeImports: true,
    importExtension: '.ts',
  },
};

export default config;
