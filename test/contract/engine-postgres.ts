import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openPool } from '../../src/store/postgres/connection.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { wipe } from './wipe.ts';

/** An empty ledger that every new one is copied from. */
const TEMPLATE = 'storno_template';

/** A database of its own for every ledger, on one server; those given back are used again. */
export function postgres(server: string): Engine {
  const all = new Map<string, Database>();
  const free: string[] = [];
  return {
    name: 'PostgreSQL',
    async provide() {
      const name = free.pop() ?? (await createCopy(server));
      const url = new URL(name, server).href;
      const beside = all.get(name) ?? openPool(url);
      all.set(name, beside);
      return {
        database: url,
        postgres: beside,
        digest: () => beside.session(digestOf),
        async remove() {
          await beside.session(wipe);
          free.push(name);
        },
      };
    },
    async stop() {
      for (const [name, beside] of all) {
        await beside.close();
        await administer(server, `drop database ${name} with (force)`);
      }
    },
  };
}

async function createCopy(server: string): Promise<string> {
  const name = `storno_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name} template ${TEMPLATE}`);
  return name;
}

/** Makes the database that all others are copies of; once, before any test runs. */
export async function createTemplate(server: string): Promise<void> {
  await administer(server, `create database ${TEMPLATE}`);
  const database = openPool(new URL(TEMPLATE, server).href);
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
