import type { Client, Input, Reply } from '../contract/world.ts';
import { idIn } from './reply.ts';
import type { Chance } from './seeded.ts';

/** A keyed mutation that was sent. The key stands in the row that it wrote, as its reason. */
export interface Sent {
  readonly key: string;
  readonly mutation: string;
  readonly input: Input;
  /** Null: no answer came. */
  answer: Reply | null;
  /** Why no answer came. */
  failure: string | null;
}

/** The wallets that a load works on: each lane has its own, and all share the first. */
export interface Wallets {
  readonly stars: readonly string[];
  readonly pounds: readonly string[];
}

export const LANES = 6;

/** Opens the wallets of a load, and puts money into those that pay. */
export async function openWallets(client: Client): Promise<Wallets> {
  const wallets: { stars: string[]; pounds: string[] } = { stars: [], pounds: [] };
  for (let lane = 0; lane <= LANES; lane += 1) {
    wallets.stars.push(await client.wallet(`member-${lane}`, 'stars'));
    wallets.pounds.push(await client.wallet(`member-${lane}`, 'GBP'));
  }
  return wallets;
}

const isGranted = (sent: Sent): boolean => sent.answer?.__typename.endsWith('Success') ?? false;

/** What an answer says that does not change any more: ids instead of what they name today. */
export function essenceOf(answer: Reply): unknown {
  const { replayed: _, ...rest } = answer;
  const fields = Object.entries(rest).map(([name, value]) => {
    const isNamed = value !== null && typeof value === 'object' && 'id' in value;
    return [name, isNamed ? value['id'] : value];
  });
  return Object.fromEntries(fields);
}

function transactionIdOf({ answer }: Sent): string {
  if (!answer) throw new Error('there is no answer to name a transaction');
  return idIn(answer, 'transaction');
}

/** Minor units of the amount that was sent. */
function amountOf({ input: { amount } }: Sent): bigint {
  if (typeof amount !== 'string') throw new Error('no amount was sent');
  return BigInt(amount.replace('.', ''));
}

/** Several lanes that send keyed mutations one after another, each until it gets no answer. */
export class Load {
  readonly sent: Sent[] = [];
  private readonly chance: Chance;
  private readonly wallets: Wallets;

  constructor(chance: Chance, wallets: Wallets) {
    this.chance = chance;
    this.wallets = wallets;
  }

  /** Resolves when no lane gets answers any more. */
  async run(client: Client): Promise<void> {
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      for (;;) {
        const sent = this.next(lane + 1);
        await send(client, sent);
        if (sent.failure !== null) return;
      }
    });
    await Promise.all(lanes);
  }

  /** The sum that a wallet must have, by what the answers say. */
  totalOf(walletId: string): bigint {
    const booked = new Map<string, bigint>();
    let total = 0n;
    for (const sent of this.sent.filter(isGranted)) {
      if (sent.input['walletId'] === undefined) continue;
      const sign = ['accruePoints', 'topUpWallet'].includes(sent.mutation) ? 1n : -1n;
      const amount = sign * amountOf(sent);
      const counted = sent.input['walletId'] === walletId ? amount : 0n;
      booked.set(transactionIdOf(sent), counted);
      total += counted;
    }
    for (const sent of this.sent.filter(isGranted)) {
      if (sent.input['walletId'] === undefined) total -= booked.get(transactionIdOf(sent)) ?? 0n;
    }
    return total;
  }

  /** What a lane, numbered from 1 on, has to send now; it counts as sent. */
  next(lane: number): Sent {
    const sent = this.choose(lane);
    this.sent.push(sent);
    return sent;
  }

  private choose(lane: number): Sent {
    const { chance, wallets } = this;
    const key = `key-${this.sent.length}`;
    const common = { idempotencyKey: key, reason: key };
    const place = chance.happens(0.5) ? 0 : lane;
    const [stars, pounds] = [wallets.stars[place], wallets.pounds[place]];
    const amount = `${chance.between(1, 99)}.${chance.between(10, 99)}`;
    const post = (mutation: string, walletId: string | undefined): Sent => {
      const input = { ...common, walletId, amount, externalReference: key };
      return { key, mutation, input, answer: null, failure: null };
    };
    const undo = (mutation: string, field: string, value: string): Sent => {
      const input = { ...common, [field]: value };
      const flags = mutation === 'cancelPurchase';
      const rollback = flags ? { rollbackFee: true, rollbackCashback: true } : {};
      return { key, mutation, input: { ...input, ...rollback }, answer: null, failure: null };
    };
    const posted = this.sent.filter((sent) => isGranted(sent) && sent.mutation !== 'topUpWallet');
    const recent = posted.slice(-40);
    const target = recent.length > 0 && chance.happens(0.4) ? chance.pick(recent) : null;
    if (target?.mutation === 'recordPurchase') {
      return undo('cancelPurchase', 'externalReference', target.key);
    }
    if (target && ['accruePoints', 'redeemPoints'].includes(target.mutation)) {
      return undo('cancelTransaction', 'transactionId', transactionIdOf(target));
    }
    const mutation = chance.pick(['accruePoints', 'redeemPoints', 'topUpWallet', 'recordPurchase']);
    return post(mutation, mutation.endsWith('Points') ? stars : pounds);
  }
}

/** Sends a mutation and keeps its answer, or why there was none. */
async function send(client: Client, sent: Sent): Promise<void> {
  try {
    sent.answer = await client.run(sent.mutation, sent.input);
  } catch (error) {
    sent.failure = error instanceof Error ? `${error.message} ${causeOf(error)}` : String(error);
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : '';
}
