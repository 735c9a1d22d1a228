import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Currency } from '../../src/ledger/money.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { DAY_MS, type Instant } from '../../src/ledger/time.ts';
import { type Served, serve } from '../../src/main.ts';
import { generateApiKey } from '../../src/merchant/api-key.ts';
import type { Engine } from './engines.ts';
import { plain, selectionOf } from './selection.ts';

/** The moment at which every world begins. */
export const START: Instant = Date.UTC(2026, 0, 15, 9, 30);

// biome-ignore format: a test reads answers of every shape
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** An answer of a union: its member's name and fields. */
export type Reply = { readonly __typename: string } & { readonly [name: string]: Json };
export type Input = { readonly [name: string]: Json | undefined };

/** A server over an empty ledger, a clock to turn, and clients that speak HTTP to it. */
export interface World {
  readonly served: Served;
  readonly shop: Client;
  /** Lets time pass; nothing happens meanwhile. */
  pass(milliseconds: number): void;
  now(): Instant;
  /** A merchant with program `club` in `stars` and `GBP`, and an API key. */
  merchant(id: string, policies?: Partial<Policies>): Promise<Client>;
  program(merchantId: string, id: string, policies?: Partial<Policies>): Promise<void>;
  currency(merchantId: string, currency: Currency): Promise<void>;
}

/** Opens a world for one test. */
export async function openWorld(engine: Engine, policies: Partial<Policies> = {}): Promise<World> {
  const { databasePath, remove } = engine.provide();
  let clock = START;
  const served = await serve(
    {
      port: 0,
      host: '127.0.0.1',
      databasePath,
      logLevel: 'silent',
      introspection: true,
      shutdownGraceSeconds: 5,
    },
    { now: () => clock, log: pino({ level: 'silent' }) },
  );
  onTestFinished(async () => {
    await served.close();
    remove();
  });
  const { merchants } = served.store;
  const program: World['program'] = async (merchantId, id, own = {}) => {
    const all = { ...POLICIES_DEFAULT, ...own };
    await merchants.createProgram({ id, merchantId, name: id, policies: all });
  };
  const merchant: World['merchant'] = async (id, own = {}) => {
    await merchants.createMerchant({ id, name: id, createdAt: clock });
    await merchants.createCurrency(id, { code: 'stars', scale: 2, kind: 'POINTS' });
    await merchants.createCurrency(id, { code: 'GBP', scale: 2, kind: 'MONEY' });
    await program(id, 'club', own);
    const { text, prefix, secretHash } = generateApiKey();
    const since = { createdAt: clock, expiresAt: null, revokedAt: null };
    await merchants.createApiKey({ prefix, secretHash, name: 'till', merchantId: id, ...since });
    return new Client(served.url, text, id);
  };
  return {
    served,
    shop: await merchant('shop', policies),
    pass(milliseconds) {
      clock += milliseconds;
    },
    now: () => clock,
    merchant,
    program,
    currency: async (merchantId, currency) => {
      await merchants.createCurrency(merchantId, currency);
    },
  };
}

export const DAY = DAY_MS;

/** One merchant's client. */
export class Client {
  readonly merchantId: string;
  private readonly url: string;
  private readonly key: string;

  constructor(url: string, key: string, merchantId: string) {
    this.url = url;
    this.key = key;
    this.merchantId = merchantId;
  }

  /** Sends an operation; returns the whole body of the answer, as text. */
  async send(query: string, variables: Input = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(this.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Sends an operation that must succeed; returns its data. */
  async query(query: string, variables: Input = {}): Promise<{ [name: string]: Json }> {
    const { text } = await this.send(query, variables);
    const body = JSON.parse(text) as { data?: { [name: string]: Json }; errors?: Json };
    if (body.errors || !body.data) throw new Error(`the operation failed: ${text}`);
    return body.data;
  }

  /** Runs a mutation that answers a union, and selects all of it. */
  run(mutation: string, input: Input): Promise<Reply> {
    return this.ask('mutation', mutation, input);
  }

  /** Asks what a mutation would answer: `preview('cancelTransaction', …)`. */
  preview(mutation: string, input: Input): Promise<Reply> {
    return this.ask(
      'query',
      `preview${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`,
      input,
    );
  }

  /** Opens a wallet for a member, in program `club` unless said otherwise. */
  async wallet(memberId: string, currency: 'stars' | 'GBP', programId = 'club'): Promise<string> {
    const opened = await this.run('openWallet', { programId, memberId, currency });
    const wallet = opened['wallet'];
    if (opened.__typename !== 'OpenWalletSuccess') throw new Error(JSON.stringify(opened));
    return (wallet as { id: string }).id;
  }

  /** Runs a posting that must be granted; returns the transaction. */
  async post(mutation: string, input: Input): Promise<{ id: string; [name: string]: Json }> {
    const reply = await this.run(mutation, input);
    if (!reply.__typename.endsWith('Success')) throw new Error(JSON.stringify(reply));
    return reply['transaction'] as { id: string; [name: string]: Json };
  }

  /** A wallet's balances now. */
  async balances(walletId: string): Promise<{ [name: string]: Json }> {
    const data = await this.query(
      `query ($id: ID!) { wallet(id: $id) { balances {
        total active pending held expired debt gift } } }`,
      { id: walletId },
    );
    return (data['wallet'] as { balances: { [name: string]: Json } }).balances;
  }

  private get graphqlUrl(): string {
    return new URL('/graphql', this.url).href;
  }

  private async ask(operation: 'query' | 'mutation', field: string, input: Input): Promise<Reply> {
    const type = `${field.replace(/^preview/, '').replace(/^./, (c) => c.toUpperCase())}Input`;
    const data = await this.query(
      `${operation} ($input: ${type}!) { reply: ${field}(input: $input)
        ${selectionOf(operation, field)} }`,
      { input },
    );
    return plain(data['reply'] as { [name: string]: Json }) as Reply;
  }
}
