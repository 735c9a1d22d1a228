import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Order, Person } from './inputs.ts';
import type { Server } from './servers.ts';

/** The ledger's own demo, which is a process of its own, on a database that goes with it. */
export interface DemoLedger extends Server {
  /** The key to it, good for everything. */
  readonly key: string;
}

const STORNO = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

const offered = z.object({ url: z.string(), key: z.string() });

/** Starts what `npm run demo` starts, on any port. */
export async function startDemoLedger(): Promise<DemoLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'storno-supergraph-'));
  const options = ['--database', `file:${join(folder, 'ledger.db')}`, 'demo', '--port=0', '--json'];
  const child = spawn(process.execPath, [STORNO, ...options], {
    env: { ...process.env, STORNO_PLAYGROUND: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const line = once(createInterface(child.stdout), 'line');
  const said: unknown[] = await Promise.race([line, ended]);
  const [first] = said;
  if (typeof first === 'string') return { ...offered.parse(JSON.parse(first)), close };
  await close();
  throw new Error('the demo did not start');
}

/** The customers of the demo, as the members' team knows them. */
export const people: readonly Person[] = [
  { id: 'ada-okafor', name: 'Ada Okafor', tier: 'GOLD' as const },
  { id: 'ben-hartley', name: 'Ben Hartley', tier: 'SILVER' as const },
  { id: 'chloe-martin', name: 'Chloe Martin', tier: 'SILVER' as const },
  { id: 'dev-anand', name: 'Dev Anand', tier: 'SILVER' as const },
  { id: 'elif-kaya', name: 'Elif Kaya', tier: 'GOLD' as const },
].map((person) => ({ ...person, email: `${person.id}@example.com`, welcomeId: null }));

/** What was sold in the demo, by the ledger's references. */
const SOLD = [
  { id: '1042', title: 'Flat white', externalReference: 'order-1042-again' },
  { id: '2001', title: 'Brewing class for two', externalReference: 'order-2001' },
  { id: '2002', title: 'Three bags of beans', externalReference: 'order-2002' },
];

const PAID_WITH = `query ($named: String!) { transaction(externalReference: $named) {
  wallet { id member { id } program { id } } } }`;

const found = z.object({
  data: z.object({
    transaction: z.object({
      wallet: z.object({
        id: z.string(),
        member: z.object({ id: z.string() }),
        program: z.object({ id: z.string() }),
      }),
    }),
  }),
});

/** The orders of the demo, as the team that sells knows them. */
export async function ordersOf({ url, key }: DemoLedger): Promise<Order[]> {
  const orders = SOLD.map(async (order): Promise<Order> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: PAID_WITH, variables: { named: order.externalReference } }),
    });
    const { wallet } = found.parse(await response.json()).data.transaction;
    return {
      ...order,
      walletId: wallet.id,
      memberId: wallet.member.id,
      programId: wallet.program.id,
    };
  });
  return Promise.all(orders);
}
