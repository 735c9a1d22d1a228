import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import type { Store } from '../../src/ledger/store.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { MerchantStore } from '../../src/merchant/store.ts';
import { openStore as openAsUsual } from '../../src/store/open.ts';
import type { Place } from '../contract/engine.ts';
import { breachesAt } from '../faults/breaches.ts';
import type { ModelEngine } from './engines.ts';
import { type ForkedModel, forkModel } from './forked-model.ts';
import { START } from './lanes.ts';
import { type ModelPolicies, policiesOf } from './reference-policies.ts';
import { serveModel } from './served-model.ts';

/** Makes the store behind the ledger a faulty one. */
export type Plant = (store: Store, path: string) => Store;

/** One or several servers over one empty ledger, whose clock a test sets. */
export interface ServedWorld {
  readonly urls: readonly string[];
  /** An API key of a merchant. */
  keyOf(merchantId: string): string;
  /** What was thrown, and told the callers as a defect. */
  readonly defects: readonly string[];
  turn(at: number): Promise<void>;
  /** The invariants that the ledger breaks, and what `storno verify` finds wrong with it. */
  breaches(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens a world for merchants. A fault is planted where a process of the test's own serves it. */
export async function serveWorld(
  merchantIds: readonly string[],
  { engine, processes }: ModelEngine,
  plant: Plant | null,
): Promise<ServedWorld> {
  const place = await engine.provide();
  const defects: string[] = [];
  const onDefect = (line: string): void => void defects.push(line);
  const keys = await setUpAll(place, merchantIds);
  const servers: ForkedModel[] = [];
  if (processes === 1) servers.push(await serveHere(place, plant, onDefect));
  else {
    const forked = Array.from({ length: processes }, () => forkModel(place.database, onDefect));
    servers.push(...(await Promise.all(forked)));
  }
  return {
    urls: servers.map(({ url }) => new URL('/graphql', url).href),
    defects,
    keyOf: (merchantId) => keys.get(merchantId) ?? '',
    async turn(at) {
      await Promise.all(servers.map((server) => server.turn(at)));
    },
    breaches: () => breachesAt(place),
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await place.remove();
    },
  };
}

async function serveHere(
  { database, openStore = openAsUsual }: Place,
  plant: Plant | null,
  onDefect: (line: string) => void,
): Promise<ForkedModel> {
  let clock = START;
  const openPlanted: typeof openAsUsual = async (address, limits) => {
    const store = await openStore(address, limits);
    return plant ? { ...store, ...plant(store, address) } : store;
  };
  const served = await serveModel(database, {
    now: () => clock,
    onDefect,
    openStore: openPlanted,
  });
  return {
    url: served.url,
    async turn(at) {
      clock = at;
    },
    close: () => served.close(),
  };
}

/** Sets merchants up. Returns an API key of each. */
async function setUpAll(
  { database, openStore = openAsUsual }: Place,
  merchantIds: readonly string[],
): Promise<Map<string, string>> {
  const store = await openStore(database);
  const keys = new Map<string, string>();
  for (const id of merchantIds) keys.set(id, await setUpMerchant(store.merchants, id));
  await store.close();
  return keys;
}

/** A merchant with its currencies and program. Returns an API key. */
export async function setUpMerchant(merchants: MerchantStore, merchantId: string): Promise<string> {
  await merchants.createMerchant({ id: merchantId, name: merchantId, createdAt: START });
  await merchants.createCurrency(merchantId, { code: 'POINTS', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency(merchantId, { code: 'MONEY', scale: 2, kind: 'MONEY' });
  const policies = asLedgerHasThem(policiesOf(merchantId));
  await merchants.createProgram({ id: 'club', merchantId, name: 'club', policies });
  const { text, prefix, secretHash } = generateApiKey();
  const key = {
    prefix,
    secretHash,
    name: 'till',
    merchantId,
    scopes: ['admin'] as const,
    createdAt: START,
  };
  await merchants.createApiKey({ ...key, expiresAt: null, revokedAt: null });
  return text;
}

function asLedgerHasThem(known: ModelPolicies): Policies {
  const { voids, voidableTypes, adjustmentPeriodDays, fee, cashback } = known;
  return {
    ...POLICIES_DEFAULT,
    voids: {
      enabled: voids,
      voidableTypes: voidableTypes as Policies['voids']['voidableTypes'],
      adjustmentPeriodDays,
    },
    onShortfall: known.onShortfall,
    pointsLifetimeDays: known.pointsLifetimeDays,
    holdTimeoutSeconds: known.holdTimeoutSeconds,
    fee: fee === 0n ? null : { percentage: fee },
    cashback: cashback === 0n ? null : { percentage: cashback },
    depreciations: (known.rules?.depreciations ?? []).map(({ each, days, percentage }) => ({
      basis: each ? ('PER_TRANSACTION' as const) : ('LAST_TRANSACTION' as const),
      intervalDays: days,
      percentage,
    })),
    recurringFees: (known.rules?.fees ?? []).map(({ days, amount }) => ({
      intervalDays: days,
      amount,
    })),
  };
}
