import { parseArgs } from 'node:util';
import { printSection, whole } from '../bench/report.ts';
import { byMerchantSection, spreadByMerchant, strayKeys } from './by-merchant.ts';
import { byWalletSection, spreadByWallet } from './by-wallet.ts';
import { readEvents } from './events.ts';
import { footprintSection } from './footprint.ts';
import { leadingColumns, leadingSection } from './leading.ts';
import { outgrown, outgrownSection } from './outgrown.ts';
import { recordFootprints } from './record.ts';

const SHARDS_MAX = 1_024;
/** Measured by `npm run bench -- --only postgres`: one process, one server, two cores. */
const SERVER_A_SECOND = '2000';

const USAGE = `node test/simulation/main.ts [--shards 4,16,64] [--server COMMANDS_A_SECOND]`;

const { values } = parseArgs({
  options: {
    shards: { type: 'string', default: '4,16,64' },
    server: { type: 'string', default: SERVER_A_SECOND },
    help: { type: 'boolean', default: false },
  },
});
const shardCounts = values.shards.split(',').map(Number);
const serverASecond = Number(values.server);
const isUsable =
  shardCounts.every((count) => Number.isInteger(count) && count > 1 && count <= SHARDS_MAX) &&
  serverASecond > 0;

/** Prints how merchants and wallets would be spread over shards, and what crosses them. */
async function simulate(): Promise<void> {
  const footprints = await recordFootprints();
  printSection(footprintSection(footprints));
  const stray = strayKeys();
  console.log(`keys that the merchant does not lead: ${whole(stray.length)}\n`);
  const events = readEvents();
  if (!events) {
    console.log('left out what is about real purchases: their file is not there');
    return;
  }
  const spreadings = spreadByMerchant(events, footprints, shardCounts);
  printSection(byMerchantSection(spreadings));
  printSection(byWalletSection(spreadByWallet(events, footprints, shardCounts)));
  printSection(leadingSection(leadingColumns(events, footprints, shardCounts)));
  printSection(outgrownSection(outgrown(events, serverASecond), spreadings));
}

if (values.help || !isUsable) {
  console.log(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else await simulate();
