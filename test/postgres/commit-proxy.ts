import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrontendMessages, type Message } from './frontend-messages.ts';

/** What becomes of a commit whose answer never comes. */
export type Fate =
  /** The server carries it out, and the connection breaks before it can say so. */
  | 'carried out'
  /** The connection breaks before it reaches the server. */
  | 'lost'
  /** The connection of the client breaks, and some time later the server carries it out. */
  | 'late';

const LATE_MS = 1_000;

/** Stands between a subgraph and its server, and passes everything on, but for one commit. */
export interface CommitProxy extends AsyncDisposable {
  /** The address of a server's database, by way of the proxy. */
  addressOf(database: string): string;
  /** Lets the next commit of a command meet its fate. Resolves when it has. */
  breakNextCommit(fate: Fate): Promise<void>;
}

export async function openCommitProxy(server: string): Promise<CommitProxy> {
  const { hostname, port } = new URL(server);
  let next: { readonly fate: Fate; readonly met: () => void } | null = null;
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // What breaks on one side is passed on to the other by what follows.
      socket.on('error', () => void socket.destroy());
    }
    upstream.on('data', (bytes) => void client.write(bytes));
    upstream.on('close', () => void client.destroy());
    client.on('close', () => void upstream.end());
    const messages = new FrontendMessages();
    let isCommand = false;
    let held: Buffer[] | null = null;
    client.on('data', (bytes) => {
      for (const message of messages.take(bytes)) {
        isCommand = beginsCommand(message) ?? isCommand;
        if (held) held.push(message.bytes);
        else if (next && isCommand && message.executes === 'commit') {
          held = [message.bytes];
          const { fate, met } = next;
          next = null;
          // What follows in the same breath asks for the answer.
          setImmediate(() => void meet(fate, { client, upstream, held: held ?? [] }).then(met));
        } else upstream.write(message.bytes);
      }
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    addressOf(database) {
      const url = new URL(database);
      url.port = String(address.port);
      return url.href;
    },
    breakNextCommit(fate) {
      const { promise, resolve } = Promise.withResolvers<void>();
      next = { fate, met: resolve };
      return promise;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

/** Whether a transaction begins that writes; null: none begins. */
function beginsCommand({ executes }: Message): boolean | null {
  return executes?.startsWith('begin') ? executes.includes('serializable') : null;
}

interface Broken {
  readonly client: Socket;
  readonly upstream: Socket;
  /** The commit, and what came after it. */
  readonly held: readonly Buffer[];
}

async function meet(fate: Fate, { client, upstream, held }: Broken): Promise<void> {
  upstream.removeAllListeners('data');
  client.removeAllListeners('close');
  if (fate === 'lost') {
    client.destroy();
    upstream.destroy();
    return;
  }
  if (fate === 'late') {
    client.destroy();
    await sleep(LATE_MS);
  }
  upstream.write(Buffer.concat(held));
  await once(upstream, 'data');
  client.destroy();
  upstream.destroy();
}
