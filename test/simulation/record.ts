import { createIds } from '../../src/ids.ts';
import { type Caller, createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { POLICIES_DEFAULT } from '../../src/ledger/program.ts';
import type { Command } from '../../src/ledger/register.ts';
import { DAY_MS } from '../../src/ledger/time.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { type Footprint, footprintOf, type Role } from './footprint.ts';
import { MERCHANT, type Member, type Operation, operations, PROGRAM } from './operations.ts';
import { RecordedDatabase } from './recording.ts';

/** Enough that every plan is the one of a grown ledger. */
const MEMBERS = 200;
/** Answers are kept as the server keeps them: that is an index more. */
const LIMITS = { retentionMs: 30 * DAY_MS, perMerchantMax: 5_000_000 };
const CALLER: Caller = { merchantId: MERCHANT, actor: 'till' };
const [STARS, POUNDS] = ['stars', 'GBP'];

/** Carries out each operation in a small shop, and records what it touches. */
export async function recordFootprints(): Promise<Footprint[]> {
  const database = await RecordedDatabase.open();
  const store = await openPostgresStore(database, LIMITS);
  try {
    await setUp(store);
    const shop = new Shop(store);
    const members = await Promise.all(
      Array.from({ length: MEMBERS }, (_, i) => shop.join(`member-${i}`)),
    );
    // The last ones have a past; what the first ones do next depends on nothing else.
    await Promise.all(members.slice(MEMBERS / 2).map((member) => shop.live(member)));
    await database.analyze();
    const footprints: Footprint[] = [];
    for (const [i, operation] of operations.entries()) {
      const [member, other] = members.slice(2 * i);
      if (member && other) footprints.push(await record(database, shop, operation, member, other));
    }
    return footprints;
  } finally {
    await store.close();
  }
}

async function record(
  database: RecordedDatabase,
  shop: Shop,
  { name, post, ask }: Operation,
  member: Member,
  other: Member,
): Promise<Footprint> {
  const references = { own: `own of ${name}`, target: `target of ${name}` };
  const key = `key of ${name}`;
  const targetId = post ? await shop.carryOut(post(member, other, references)) : '';
  let ownId = '';
  const recorded = await database.record(async () => {
    ownId = await shop.carryOut(ask(member, references, targetId), key);
  });
  const names: readonly (readonly [string, Role])[] = [
    [member.stars, 'wallet'],
    [member.pounds, 'wallet'],
    [member.id, 'member'],
    [other.stars, 'other wallet'],
    [other.id, 'other member'],
    [ownId, 'own id'],
    [targetId, 'target id'],
    [references.own, 'own reference'],
    [references.target, 'target reference'],
    [key, 'idempotency key'],
    [PROGRAM, 'program'],
    [STARS, 'currency'],
    [POUNDS, 'currency'],
  ];
  return footprintOf(name, recorded, new Map(names));
}

async function setUp({ merchants }: OpenStore): Promise<void> {
  const createdAt = Date.now();
  await merchants.createMerchant({ id: MERCHANT, name: MERCHANT, createdAt });
  await merchants.createCurrency(MERCHANT, { code: STARS, scale: 2, kind: 'POINTS' });
  await merchants.createCurrency(MERCHANT, { code: POUNDS, scale: 2, kind: 'MONEY' });
  const named = { id: PROGRAM, merchantId: MERCHANT, name: PROGRAM };
  await merchants.createProgram({ ...named, policies: POLICIES_DEFAULT });
}

class Shop {
  private readonly ledger: Ledger;
  private lastId = '';

  constructor(store: OpenStore) {
    const createId = createIds();
    const newId = (): string => {
      this.lastId = createId();
      return this.lastId;
    };
    this.ledger = createLedger({ store, now: Date.now, newId });
  }

  /** A member with something in either wallet. */
  async join(id: string): Promise<Member> {
    const open = (currency: string) =>
      this.carryOut({ name: 'openWallet', input: { programId: PROGRAM, memberId: id, currency } });
    const [stars, pounds] = [await open(STARS), await open(POUNDS)];
    const amount = '50.00';
    const earned = { walletId: stars, amount, type: 'ACCRUAL', temporary: false } as const;
    await this.carryOut({ name: 'accruePoints', input: earned });
    await this.carryOut({ name: 'topUpWallet', input: { walletId: pounds, amount } });
    return { id, stars, pounds };
  }

  /** Leaves something of a member in every table. */
  async live({ id, stars: walletId, pounds }: Member): Promise<void> {
    const amount = '1.00';
    const spent = { walletId, amount, type: 'REDEMPTION', temporary: false } as const;
    const transactionId = await this.carryOut({ name: 'redeemPoints', input: spent });
    await this.carryOut({ name: 'cancelTransaction', input: { transactionId } }, `first of ${id}`);
    const bought = { walletId: pounds, amount, externalReference: `first of ${id}` };
    await this.carryOut({ name: 'recordPurchase', input: bought });
  }

  /** Carries out a command that has to be granted; returns the id of what it opened or posted. */
  async carryOut({ name, input }: Command, idempotencyKey: string | null = null): Promise<string> {
    const asked = this.ledger.execute(CALLER, name, { ...input, idempotencyKey });
    const id = this.lastId;
    const answer = await asked;
    if (answer.__typename.endsWith('Success')) return id;
    throw new Error(JSON.stringify(answer));
  }
}
