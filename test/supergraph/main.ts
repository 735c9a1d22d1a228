import { spawnSync } from 'node:child_process';
import closeWithGrace from 'close-with-grace';
import { Command, Option } from 'commander';
import { wholeNumber } from '../../src/cli/arguments.ts';
import { ordersOf, people, startDemoLedger } from './demo-ledger.ts';
import { describeOperations } from './operations.ts';
import {
  areServersInstalled,
  type GatewayName,
  gatewayNames,
  INSTALL,
  type Server,
  startServer,
} from './servers.ts';
import { composeAt } from './subgraphs.ts';

const PORT_MAX = 65_535;
/** How long the servers may take to end. */
const GRACE_MS = 15_000;

const up: Server[] = [];

/** Remembers a server, to close it in the end. */
async function started<S extends Server>(starting: Promise<S>): Promise<S> {
  const server = await starting;
  up.push(server);
  return server;
}

function install(): void {
  if (areServersInstalled()) return;
  console.log(
    'The gateways and siblings have packages of their own: about 260 MB, installed once.',
  );
  const [command = '', ...options] = INSTALL.split(' ');
  const { status } = spawnSync(command, options, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`"${INSTALL}" failed`);
}

interface Options {
  readonly gateway: GatewayName;
  readonly port: number;
}

/** Starts the whole supergraph, and says what to do with it. */
async function run({ gateway: gatewayName, port }: Options): Promise<void> {
  install();
  const ledger = await started(startDemoLedger());
  const members = await started(startServer('members', { people }));
  const orders = await started(startServer('orders', { orders: await ordersOf(ledger) }));
  const urls = { storno: ledger.url, members: members.url, orders: orders.url };
  const supergraphSdl = composeAt(urls);
  const gateway = await started(startServer(gatewayName, { supergraphSdl, port }));
  const { key } = ledger;
  const lines = [
    'The supergraph is up.',
    '',
    `Gateway:  ${gateway.url}  (${gatewayName})`,
    `Headers:  authorization: Bearer ${key}`,
    '          content-type: application/json',
    '',
    ...Object.entries(urls).map(([name, url]) => `${name.padEnd(9)} ${url}`),
    '',
    ...describeOperations(gateway.url, key),
    'Ctrl+C ends all of it.',
  ];
  console.log(lines.join('\n'));
}

const command = new Command('supergraph')
  .description('starts the demo, two siblings of it, and a gateway over the three')
  .addOption(
    new Option('--gateway <name>', 'which gateway').choices(gatewayNames).default('hive-gateway'),
  )
  .addOption(
    new Option('--port <n>', 'where it listens')
      .env('PORT')
      .argParser(wholeNumber(0, PORT_MAX))
      .default(4000),
  );

closeWithGrace({ delay: GRACE_MS, logger: false, skip: ['beforeExit'] }, async ({ err }) => {
  if (err) console.error(`supergraph: ${err.message}`);
  for (const server of up.toReversed()) await server.close();
});
await run(command.parse().opts<Options>());
