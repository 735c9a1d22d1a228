import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { GatewayInput, Listening, MembersInput, OrdersInput } from './inputs.ts';

/** The programs in `servers/`, and what each is started with. */
interface Inputs {
  readonly 'apollo-gateway': GatewayInput;
  readonly 'hive-gateway': GatewayInput;
  readonly members: MembersInput;
  readonly orders: OrdersInput;
}

export const gatewayNames = ['apollo-gateway', 'hive-gateway'] as const;
export type GatewayName = (typeof gatewayNames)[number];

/** A server that is up, in a process of its own. */
export interface Server {
  /** Where it answers GraphQL. */
  readonly url: string;
  /** Ends the process, and whatever it was about to answer. */
  close(): Promise<void>;
}

/** The servers' packages have an install of their own. */
export const INSTALL = 'npm ci --prefix test/supergraph';

const INSTALLED = new URL('node_modules/.package-lock.json', import.meta.url);

export function areServersInstalled(): boolean {
  return existsSync(INSTALLED);
}

/**
 * Starts a server on this machine, where the operating system chooses unless a port is given.
 *
 * @throws if it ends before it listens; why, stands on its standard error.
 */
export async function startServer<Name extends keyof Inputs>(
  name: Name,
  input: Omit<Inputs[Name], keyof Listening> & Partial<Listening>,
): Promise<Server> {
  const program = new URL(`servers/${name}.ts`, import.meta.url);
  // No option of this process, such as a debugger's port, is meant for the child.
  const child = fork(program, { execArgv: [] });
  const ended = once(child, 'exit');
  child.send({ port: 0, ...input });
  const sent: unknown[] = await Promise.race([once(child, 'message'), ended]);
  const [url] = sent;
  if (typeof url !== 'string') throw new Error(`${name} did not start`);
  return {
    url,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
