import { type Chance, chanceOf } from '../faults/seeded.ts';
import { CommandMaker, type Foreign } from './command-maker.ts';
import { idOf, LANES, type Lane, laneOf, newWallets, RULED, START, UNKNOWN_ID } from './lanes.ts';
import type { Command, Operation } from './operation.ts';
import { ReferenceLedger } from './reference-ledger.ts';
import { DAY_MS } from './reference-policies.ts';

/** A lane sends up to so many operations between two moments. */
const ROUND_MAX = 16;
/** Fewer, where all of a wallet's life has to be gone through again each time. */
const RULED_ROUND_MAX = 4;
/** How often an operation is sent twice at once. */
const TWINS = 0.08;
/** How often a request comes again that was answered before. */
const REPEATED = 0.03;

interface Client {
  readonly lane: Lane;
  readonly chance: Chance;
  readonly model: ReferenceLedger;
  readonly maker: CommandMaker;
  /** Requests with a key, the latest ones. */
  keyed: Command[];
  sent: number;
  /** How many transactions there were before the round: others can name them by their ids. */
  known: number;
}

/** As many operations as asked for, of several lanes; the same for the same seed. */
export function generate(seed: number, count: number, lanes: number = LANES): Operation[] {
  const clients: Client[] = [];
  for (let index = 0; index < lanes; index += 1) clients.push(newClient(seed, index, clients));
  const chance = chanceOf(seed);
  const operations: Operation[] = [];
  let at = START;
  for (let round = 0; operations.length < count; round += 1) {
    at += passing(chance, clients, at);
    for (const client of clients) client.known = client.model.books.journal.all.length;
    for (const client of clients) {
      client.model.books.now = at;
      const wanted = client.lane.merchantId === RULED ? RULED_ROUND_MAX : ROUND_MAX;
      const most = Math.min(wanted, count - operations.length);
      const asked = client.chance.between(0, most);
      for (let n = 0; n < asked; n += 1) operations.push(next(client, round, at));
    }
  }
  return operations;
}

function newClient(seed: number, index: number, clients: readonly Client[]): Client {
  const lane = laneOf(index);
  const chance = chanceOf(seed + (index + 1) * 1_000_003);
  const model = new ReferenceLedger(START, lane.merchantId, newWallets(lane));
  const others = () => clients.filter((one) => one.lane.merchantId !== lane.merchantId);
  const foreign: Foreign = {
    wallet: () => pickOr(chance, others().flatMap(walletIds)),
    transaction: () => pickOr(chance, others().flatMap(recentIds)),
  };
  const maker = new CommandMaker(chance, model, lane, foreign);
  return { lane, chance, model, maker, keyed: [], sent: 0, known: 0 };
}

const walletIds = ({ model }: Client): string[] => [...model.books.wallets.keys()];
const recentIds = ({ model, known }: Client): string[] =>
  model.books.journal.all.slice(Math.max(0, known - 20), known).map(({ id }) => id);

function pickOr(chance: Chance, ids: readonly string[]): string {
  return ids.length > 0 ? chance.pick(ids) : UNKNOWN_ID;
}

function next(client: Client, round: number, at: number): Operation {
  const { lane, chance, model, maker } = client;
  const newId = () => {
    client.sent += 1;
    return idOf(lane.index, client.sent);
  };
  const again = chance.happens(REPEATED) && client.keyed.length > 0;
  const command = again ? chance.pick(client.keyed) : maker.command();
  if (command.input.idempotencyKey !== null) client.keyed = [...client.keyed.slice(-40), command];
  const id = newId();
  const twinId = chance.happens(TWINS) ? newId() : null;
  model.apply({ id, at, command });
  if (twinId !== null) model.apply({ id: twinId, at, command });
  return { lane: lane.index, round, at, id, twinId, command };
}

/** Mostly little time; now and then exactly up to, or just before, what time alone will change. */
function passing(chance: Chance, clients: readonly Client[], now: number): number {
  if (chance.happens(0.4)) {
    const moments = clients.flatMap(({ model }) => momentsOf(model));
    const soon = moments.filter((at) => at > now + 1 && at < now + 2 * DAY_MS);
    if (soon.length > 0) return chance.pick(soon) - now - chance.between(0, 1);
  }
  if (chance.happens(0.3)) return chance.between(0, 2);
  if (chance.happens(0.5)) return chance.between(1, 300) * 1_000;
  return chance.happens(0.8) ? chance.between(1, 180) * 60_000 : chance.between(1, 3) * DAY_MS;
}

/** When holds time out, lots activate and expire, and voids become too late. */
function momentsOf({ books }: ReferenceLedger): number[] {
  const days = books.policies.adjustmentPeriodDays ?? 0;
  const recent = books.journal.all.slice(-30);
  return [
    ...recent.map(({ effectiveAt }) => effectiveAt + days * DAY_MS + 1),
    ...[...books.wallets.values()].flatMap((wallet) => [
      ...wallet.holds.map((hold) => hold.timeoutAt),
      ...wallet.lots.slice(-15).flatMap((lot) => [lot.activatesAt, lot.expiresAt ?? 0]),
    ]),
  ];
}
