import type { Finding } from '../ledger/store.ts';
import type { Verified } from '../store/verification.ts';
import { formatNumber } from './import/report.ts';

/** Findings that are printed; of the rest only the number is. */
const FINDINGS_PRINTED_MAX = 100;

/** Prints what is wrong with a ledger as it is found, and counts it. */
export class Findings {
  count = 0;

  readonly report = (finding: Finding): void => {
    this.count += 1;
    if (this.count <= FINDINGS_PRINTED_MAX) console.log(describe(finding));
  };

  /** The number of all of them, and of those that were not printed. */
  printTotal(checked: string): void {
    const unprinted = this.count - FINDINGS_PRINTED_MAX;
    if (unprinted > 0) console.log(`and ${formatNumber(unprinted)} more`);
    console.log(`${formatNumber(this.count)} findings in ${checked}`);
  }
}

function describe({ walletId, transactionId, problem }: Finding): string {
  return `wallet ${walletId ?? '?'}, transaction ${transactionId ?? '-'}: ${problem}`;
}

export function sizeOf({ wallets, transactions }: Verified): string {
  return `${formatNumber(wallets)} wallets, ${formatNumber(transactions)} transactions`;
}
