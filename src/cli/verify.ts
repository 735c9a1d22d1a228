import { verifyStore } from '../store/open.ts';
import { requireDatabase } from './database.ts';
import { EXIT } from './failure.ts';
import { Findings, sizeOf } from './findings.ts';

/** Checks the whole ledger, and prints what is wrong with it. */
export async function runVerify(database: string): Promise<number> {
  requireDatabase(database);
  const findings = new Findings();
  const verified = await verifyStore(database, findings.report);
  if (findings.count === 0) {
    console.log(`nothing wrong: ${sizeOf(verified)}`);
    return EXIT.done;
  }
  findings.printTotal(sizeOf(verified));
  return EXIT.findings;
}
