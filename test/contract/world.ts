import { deepEqual, match } from 'node:assert/strict';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { SecurityConfig } from '../../src/config/security.ts';
import { readConfig } from '../../src/config.ts';
import type { Currency } from '../../src/ledger/money.ts';
import { POLICIES_DEFAULT, type Policies } from '../../src/ledger/program.ts';
import { DAY_MS, type Instant } from '../../src/ledger/time.ts';
import { type Served, serve } from '../../src/serve.ts';
import { createLog } from '../../src/telemetry/log.ts';
import type { Engine } from './engine.ts';
import { FailedOperationError } from './failed-operation.ts';
import { plain, selectionOf } from './selection.ts';
import { setUpMerchant } from './set-up.ts';

/** The moment at which every world begins. */
const START: Instant = Date.UTC(2026, 0, 15, 9, 30);
/** Tests ask as often as they like. */
const UNLIMITED = { requestsPerMinute: null, missesPerMinute: null, failuresPerMinute: null };

// biome-ignore format: a test reads answers of every shape
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** An answer of a union: its member's name and fields. */
export type Reply = { readonly __typename: string } & { readonly [name: string]: Json };
export type Input = { readonly [name: string]: Json | undefined };

interface Variables {
  readonly [name: string]: Json | Input | readonly Input[];
}

/** A server over an empty ledger, a clock to turn, and clients that speak HTTP to it. */
export interface World {
  readonly served: Served;
  readonly shop: Client;
  /** Lets time pass; nothing happens meanwhile. */
  readonly pass: (milliseconds: number) => void;
  readonly now: () => Instant;
  /** A moment as the API writes it, so many milliseconds from now. */
  readonly at: (milliseconds?: number) => string;
  /** Tells whether a byte of the stored ledger has changed. */
  readonly digest: () => Promise<string>;
  /** A merchant with program `club` in `stars` and `GBP`, and an API key. */
  readonly merchant: (id: string, policies?: Partial<Policies>) => Promise<Client>;
  readonly program: (merchantId: string, id: string, policies?: Partial<Policies>) => Promise<void>;
  readonly currency: (merchantId: string, currency: Currency) => Promise<void>;
}

/** How a world's server is set up, where that is not as usual. */
export interface Settings {
  readonly security?: Partial<SecurityConfig>;
  readonly introspection?: boolean;
  /** Gets every line of the log. */
  readonly lines?: string[];
}

/** Opens a world for one test. */
export async function openWorld(
  engine: Engine,
  policies: Partial<Policies> = {},
  settings: Settings = {},
): Promise<World> {
  const place = await engine.provide();
  let clock = START;
  const served = await serve(
    {
      port: 0,
      host: '127.0.0.1',
      database: place.database,
      logLevel: 'silent',
      introspection: settings.introspection ?? true,
      playground: false,
      security: { ...readConfig({}).security, allowances: UNLIMITED, ...settings.security },
      shutdownGraceSeconds: 5,
    },
    {
      now: () => clock,
      log: settings.lines
        ? createLog('trace', { write: (line) => void settings.lines?.push(line) })
        : pino({ level: 'silent' }),
      ...(place.openStore && { openStore: place.openStore }),
    },
  );
  onTestFinished(async () => {
    await served.close();
    await place.remove();
  });
  const { merchants } = served.store;
  const program: World['program'] = async (merchantId, id, own = {}) => {
    const all = { ...POLICIES_DEFAULT, ...own };
    await merchants.createProgram({ id, merchantId, name: id, policies: all });
  };
  const merchant: World['merchant'] = async (id, own = {}) =>
    new Client(served.url, await setUpMerchant(merchants, id, own, clock), id);
  return {
    served,
    shop: await merchant('shop', policies),
    pass(milliseconds) {
      clock += milliseconds;
    },
    now: () => clock,
    at: (milliseconds = 0) => new Date(clock + milliseconds).toISOString(),
    digest: () => place.digest(),
    merchant,
    program,
    currency: async (merchantId, currency) => {
      await merchants.createCurrency(merchantId, currency);
    },
  };
}

export const DAY = DAY_MS;

/** The id of an object in an answer. */
export function idOf(object: Json | undefined): string {
  if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
    const { id } = object;
    if (typeof id === 'string') return id;
  }
  throw new Error(`no id in ${JSON.stringify(object)}`);
}

/** One merchant's client. */
export class Client {
  readonly merchantId: string;
  private readonly url: string;
  readonly key: string;

  constructor(url: string, key: string, merchantId: string) {
    this.url = url;
    this.key = key;
    this.merchantId = merchantId;
  }

  /** Sends an operation; returns the whole body of the answer, as text. */
  async send(query: string, variables: Variables = {}): Promise<{ status: number; text: string }> {
    const response = await fetch(this.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Sends an operation that must succeed; returns its data. */
  async query(query: string, variables: Variables = {}): Promise<{ [name: string]: Json }> {
    const { status, text } = await this.send(query, variables);
    const body = JSON.parse(text) as { data?: { [name: string]: Json }; errors?: Json };
    if (body.errors || !body.data) throw new FailedOperationError(status, text);
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
        total active pending held expired debt gift derived } } }`,
      { id: walletId },
    );
    return (data['wallet'] as { balances: { [name: string]: Json } }).balances;
  }

  /** A wallet's balances at another moment. */
  async balanceAt(walletId: string, at: string): Promise<{ [name: string]: Json }> {
    const data = await this.query(
      `query ($id: ID!, $at: DateTime!) { wallet(id: $id) { balances: balanceAt(at: $at) {
        total active pending held expired debt gift derived } } }`,
      { id: walletId, at },
    );
    return (data['wallet'] as { balances: { [name: string]: Json } }).balances;
  }

  /** A transaction as it is now. */
  async transaction(id: string): Promise<Json> {
    const data = await this.query(
      `query ($id: ID!) { transaction(id: $id) { id type status externalReference amount reason
        recordedBy mainTransaction { id } successor { id } lots { id remaining held expiresAt }
        reversal { id type reason recordedBy } } }`,
      { id },
    );
    return data['transaction'] ?? null;
  }

  /** All that a member sees of a wallet: what a refusal must leave as it was. */
  async picture(walletId: string): Promise<Json> {
    const data = await this.query(
      `query ($id: ID!) { wallet(id: $id) { status closedAt
        balances { total active pending held expired debt gift derived }
        lots(first: 100) { edges { node { id granted remaining held activatesAt expiresAt } } }
        history(first: 100) { edges { node { id status updatedAt } } } } }`,
      { id: walletId },
    );
    return data['wallet'] ?? null;
  }

  /** Runs a mutation that must not be granted, and checks that the wallet stays as it was. */
  async refused(walletId: string, mutation: string, input: Input): Promise<Reply> {
    const before = await this.picture(walletId);
    const reply = await this.run(mutation, input);
    match(reply.__typename, /Error$/);
    match(JSON.stringify(reply['message']), /^".*\S.*"$/);
    deepEqual(await this.picture(walletId), before);
    return reply;
  }

  get graphqlUrl(): string {
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
