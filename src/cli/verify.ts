import type { Finding } from '../ledger/store.ts';
import { verifyStore } from '../store/open.ts';
import { requireDatabase } from './database.ts';
import { EXIT } from './failure.ts';
import { formatNumber } from './import/report.ts';

/** Findings that are printed; of the rest only the number is. */
const FINDINGS_PRINTED_MAX = 100;

/** Checks the whole ledger, and prints what is wrong with it. */
export async function runVerify(database: string): Promise<number> {
  requireDatabase(database);
  let count = 0;
  const { wallets, transactions } = await verifyStore(database, (finding) => {
    count += 1;
    if (count <= FINDINGS_PRINTED_MAX) console.log(describe(finding));
  });
  const checked = `${formatNumber(wallets)} wallets, ${formatNumber(transactions)} transactions`;
  if (count === 0) {
    console.log(`nothing wrong: ${checked}`);
    return EXIT.done;
  }
  const unprinted = count - FINDINGS_PRINTED_MAX;
  if (unprinted > 0) console.log(`and ${formatNumber(unprinted)} more`);
  console.log(`${formatNumber(count)} findings in ${checked}`);
  return EXIT.findings;
}

function describe({ walletId, transactionId, problem }: Finding): string {
  return `wallet ${walletId ?? '?'}, transaction ${transactionId ?? '-'}: ${problem}`;
}
