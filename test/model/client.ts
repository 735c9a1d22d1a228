import { Agent, type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { Command } from './operation.ts';
import { questionOf } from './questions.ts';

/** What an answer says, by the names that the model has for it. */
export interface Said {
  readonly [field: string]: unknown;
}

/** An id of the ledger's or the model's; those of lots and derived rows begin with one. */
const ID = /^([0-9a-f]{8}-[0-9a-f-]{27})(.*)$/;

/** Which of the ledger's ids is which of the model's. */
export class Names {
  private readonly ofLedger = new Map<string, string>();
  private readonly ofModel = new Map<string, string>();

  learn(ofModel: string, ofLedger: string): void {
    this.ofLedger.set(ofModel, ofLedger);
    this.ofModel.set(ofLedger, ofModel);
  }

  forget(ofModel: string): void {
    this.ofModel.delete(this.ofLedger.get(ofModel) ?? '');
    this.ofLedger.delete(ofModel);
  }

  /** Whether one of the ledger's ids has a name already. */
  knows(ofLedger: string): boolean {
    return this.ofModel.has(ofLedger);
  }

  /** Says what the model says in the ledger's words. */
  asked(value: Said): Said {
    return translated(value, this.ofLedger) as Said;
  }

  /** Says what the ledger says in the model's words. */
  told<T>(value: T): T {
    return translated(value, this.ofModel) as T;
  }
}

function translated(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const [, id, rest = ''] = ID.exec(value) ?? [];
    return id === undefined ? value : `${names.get(id) ?? id}${rest}`;
  }
  if (Array.isArray(value)) return value.map((part) => translated(part, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, translated(part, names)]),
  );
}

/** One lane's HTTP client. It says what the server says, in the server's words. */
export class Client {
  private readonly urls: readonly string[];
  private readonly key: string;
  private asked = 0;
  private readonly agent = new Agent({ keepAlive: true });

  /** Of several servers each gets its turn. */
  constructor(urls: readonly string[], key: string) {
    this.urls = urls;
    this.key = key;
  }

  close(): void {
    this.agent.destroy();
  }

  async query(query: string, variables: Said): Promise<Said> {
    const { status, text } = await this.post(JSON.stringify({ query, variables }));
    const body = JSON.parse(text) as { readonly data?: Said | null; readonly errors?: unknown };
    if (body.errors || !body.data) throw new Error(`${status} ${text}`);
    return body.data;
  }

  /** Sends a command; a defect is an answer as well, though never the right one. */
  async send(name: Command['name'] | 'openWallet', input: Said): Promise<Said> {
    return this.ask('mutation', name, input);
  }

  /** Asks what a mutation would answer. */
  async preview(name: Command['name'], input: Said): Promise<Said> {
    const { idempotencyKey: _, ...asked } = input;
    return this.ask('query', `preview${name.charAt(0).toUpperCase()}${name.slice(1)}`, asked);
  }

  /** Node's own client: half the work of `fetch`, and there are many requests. */
  private async post(body: string): Promise<{ status: number | undefined; text: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.key}` };
    const url = this.urls[this.asked % this.urls.length] ?? '';
    this.asked += 1;
    const sent = request(url, { method: 'POST', agent: this.agent, headers }, resolve);
    sent.on('error', reject).end(body);
    const response = await promise;
    return { status: response.statusCode, text: await textOf(response) };
  }

  private async ask(operation: 'mutation' | 'query', field: string, input: Said): Promise<Said> {
    try {
      const data = await this.query(questionOf(operation, field), { input: written(input) });
      return plain(data['reply'] as Said);
    } catch (error) {
      return { __typename: 'a defect', error: String(error) };
    }
  }
}

/** Moments are numbers to the model; what is null is left out. */
function written(input: Said): Said {
  const said = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(
    said.map(([name, value]) => {
      const moment = name.endsWith('At') && typeof value === 'number';
      return [name, moment ? new Date(value).toISOString() : value];
    }),
  );
}

/** Takes the aliases away again, and says of what was asked for its id alone just the id. */
function plain(reply: Said): Said {
  return Object.fromEntries(
    Object.entries(reply).map(([name, value]) => [
      name === '__typename' ? name : name.slice(name.indexOf('_') + 1),
      Array.isArray(value) ? value.map(idAlone) : idAlone(value),
    ]),
  );
}

function idAlone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value)) return value;
  return Object.keys(value).length === 1 ? value.id : value;
}
