import type { Currency } from '../ledger/money.ts';
import type { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { patiently, withStore } from './database.ts';
import { Failure } from './failure.ts';
import { findCurrency } from './inspect.ts';
import { readPoliciesFile } from './policies-file.ts';

export interface ProgramOptions {
  readonly merchant: string;
  readonly merchantName?: string;
  readonly program: string;
  readonly name?: string;
  readonly currency: readonly Currency[];
  /** Path of a file. */
  readonly policies?: string;
}

/** Creates what is missing of a merchant, its program and its currencies, and says what was. */
export async function createProgram(file: string, options: ProgramOptions): Promise<void> {
  const { merchant: merchantId, program: id } = options;
  const policies = await readPoliciesFile(options.policies, options.currency);
  await withStore(file, async (store) => {
    const { merchants } = store;
    const merchant = {
      id: merchantId,
      name: options.merchantName ?? merchantId,
      createdAt: Date.now(),
    };
    say('merchant', merchantId, await patiently(() => merchants.createMerchant(merchant)));
    const program = { id, merchantId, name: options.name ?? id, policies };
    const created = await patiently(() => merchants.createProgram(program));
    say('program', id, created, options.policies && !created ? ', policies and all' : '');
    for (const currency of options.currency) {
      const isNew = await createCurrency(store, file, merchantId, currency);
      say('currency', describe(currency), isNew);
    }
  });
}

/**
 * Creates a currency unless it is there.
 *
 * @throws {Failure} if one of the same code counts otherwise.
 */
export async function createCurrency(
  { merchants }: SqliteStore,
  file: string,
  merchantId: string,
  currency: Currency,
): Promise<boolean> {
  if (await patiently(() => merchants.createCurrency(merchantId, currency))) return true;
  const found = findCurrency(file, merchantId, currency.code);
  if (found && (found.kind !== currency.kind || found.scale !== currency.scale)) {
    throw new Failure(
      `the currency ${currency.code} is there already, as ${describe(found)}: ` +
        `it cannot become ${describe(currency)}`,
    );
  }
  return false;
}

function describe({ code, kind, scale }: Currency): string {
  return `${code}:${kind}:${scale}`;
}

function say(what: string, id: string, created: boolean, detail = ''): void {
  const said = created ? 'created' : `was there already, left as it is${detail}`;
  console.log(`${what} ${id}: ${said}`);
}
