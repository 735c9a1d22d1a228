import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { createContext } from '../../src/graphql/context.ts';
import { createApollo } from '../../src/graphql/server.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import type { Store } from '../../src/ledger/store.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import { authenticate } from '../../src/merchant/principal.ts';
import type { MerchantStore } from '../../src/merchant/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { START } from './lanes.ts';
import { type ModelPolicies, policiesOf } from './reference-policies.ts';

/** Makes the store behind the ledger a faulty one. */
export type Plant = (store: Store, path: string) => Store;

/** A server over an empty ledger, whose clock a test sets. */
export interface ServedWorld {
  readonly url: string;
  /** The database file. */
  readonly path: string;
  /** An API key of a merchant. */
  keyOf(merchantId: string): string;
  /** What was thrown, and told the callers as a defect. */
  readonly defects: readonly unknown[];
  turn(at: number): void;
  close(): Promise<void>;
}

const GRACE_MS = 5_000;

/** Puts together what `serve` in src/main.ts does, with room for a fault below the ledger. */
export async function serveWorld(
  merchantIds: readonly string[],
  plant: Plant = (store) => store,
): Promise<ServedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'storno-model-'));
  const path = join(folder, 'ledger.db');
  const store = openSqliteStore(path);
  let clock = START;
  const now = () => clock;
  const ledger = createLedger({ store: plant(store, path), now, newId: uuidv7 });
  const defects: unknown[] = [];
  const apollo = createApollo({
    introspection: false,
    onDefect: (error) => void defects.push(error),
  });
  await apollo.start();
  const server = createHttpServer({
    apollo,
    log: pino({ level: 'silent' }),
    contextOf: (principal, requestId) =>
      createContext({ ledger, cursorKey: store.cursorKey }, principal, requestId),
    authenticate: (headers) =>
      authenticate(headers.get('authorization'), headers.get('x-api-key'), store.merchants, now()),
    isReady: () => store.isReady(),
  });
  const keys = new Map<string, string>();
  for (const id of merchantIds) keys.set(id, await setUp(store.merchants, id));
  const { url } = await server.listen(0, '127.0.0.1');
  return {
    url: new URL('/graphql', url).href,
    path,
    defects,
    keyOf: (merchantId) => keys.get(merchantId) ?? '',
    turn: (at) => {
      clock = at;
    },
    async close() {
      await server.close(GRACE_MS);
      await apollo.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A merchant with its currencies and program. Returns an API key. */
async function setUp(merchants: MerchantStore, merchantId: string): Promise<string> {
  await merchants.createMerchant({ id: merchantId, name: merchantId, createdAt: START });
  await merchants.createCurrency(merchantId, { code: 'POINTS', scale: 2, kind: 'POINTS' });
  await merchants.createCurrency(merchantId, { code: 'MONEY', scale: 2, kind: 'MONEY' });
  const policies = asLedgerHasThem(policiesOf(merchantId));
  await merchants.createProgram({ id: 'club', merchantId, name: 'club', policies });
  const { text, prefix, secretHash } = generateApiKey();
  const key = { prefix, secretHash, name: 'till', merchantId, createdAt: START };
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
