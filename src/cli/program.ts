import type { Currency } from '../ledger/money.ts';
import type { MerchantStore } from '../merchant/store.ts';
import { patiently, withStore } from './database.ts';
import { Failure } from './failure.ts';
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
  await withStore(file, async ({ merchants }) => {
    for (const currency of options.currency) {
      await refuseConflict(merchants, merchantId, currency);
    }
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
      const create = () => merchants.createCurrency(merchantId, currency);
      say('currency', describe(currency), await patiently(create));
    }
  });
}

/** What a currency counts in never changes: its amounts would mean something else. */
async function refuseConflict(
  merchants: MerchantStore,
  merchantId: string,
  wanted: Currency,
): Promise<void> {
  const found = await merchants.findCurrency(merchantId, wanted.code);
  if (!found || (found.kind === wanted.kind && found.scale === wanted.scale)) return;
  throw new Failure(
    `the currency ${wanted.code} is there already, as ${describe(found)}: ` +
      `it cannot become ${describe(wanted)}`,
  );
}

function describe({ code, kind, scale }: Currency): string {
  return `${code}:${kind}:${scale}`;
}

function say(what: string, id: string, created: boolean, detail = ''): void {
  const said = created ? 'created' : `was there already, left as it is${detail}`;
  console.log(`${what} ${id}: ${said}`);
}
