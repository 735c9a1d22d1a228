import { onTestFinished } from 'vitest';
import type { SecurityConfig } from '../../src/config/security.ts';
import { engines } from '../contract/engines.ts';
import { Client, openWorld, type World } from '../contract/world.ts';
import type { GatewaySettings, Order, Person } from './inputs.ts';
import {
  areServersInstalled,
  type GatewayName,
  INSTALL,
  type Server,
  startServer,
} from './servers.ts';
import { composeAt } from './subgraphs.ts';

/** What the siblings know, which names things of the ledger. */
interface Knowledge {
  readonly people?: readonly Person[];
  readonly orders?: readonly Order[];
}

/** A world of the ledger, both siblings and a gateway over the three: four HTTP servers. */
export interface LocalSupergraph {
  readonly world: World;
  readonly members: Server;
  readonly orders: Server;
  readonly gateway: Server;
  /** What asks the gateway as somebody who would ask the subgraph. */
  readonly through: (client: Client) => Client;
}

interface Settings extends GatewaySettings {
  /** How the ledger's server is secured, where that is not as usual. */
  readonly security?: Partial<SecurityConfig>;
}

/** For tests that are left out where the servers are not installed. */
export function sayWhatIsLeftOut(what: string): void {
  if (!areServersInstalled()) console.warn(`Left out: ${what}. "${INSTALL}" brings what it takes.`);
}

/** Opens a supergraph for one test, once the ledger is filled. */
export async function openSupergraph(
  gatewayName: GatewayName,
  fill: (world: World) => Promise<Knowledge> = async () => ({}),
  { security = {}, ...settings }: Settings = {},
): Promise<LocalSupergraph> {
  // Gateways see no engine: one will do.
  const [engine] = engines;
  if (!engine) throw new Error('there is no engine');
  const world = await openWorld(engine, {}, { security });
  const { people = [], orders: sold = [] } = await fill(world);
  const [members, orders] = await Promise.all([
    untilTheEnd(startServer('members', { people })),
    untilTheEnd(startServer('orders', { orders: sold })),
  ]);
  const urls = { storno: world.shop.graphqlUrl, members: members.url, orders: orders.url };
  const supergraphSdl = composeAt(urls);
  const gateway = await untilTheEnd(startServer(gatewayName, { supergraphSdl, ...settings }));
  const through = ({ key, merchantId }: Client) => new Client(gateway.url, key, merchantId);
  return { world, members, orders, gateway, through };
}

async function untilTheEnd(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}
