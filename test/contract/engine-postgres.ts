import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openPool } from '../../src/store/postgres/connection.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';

/** An empty ledger that every new one is copied from. */
const TEMPLATE = 'storno_template';

/** A database of its own for every ledger, on one server. */
export function postgres(server: string): Engine {
  return {
    name: 'PostgreSQL',
    async provide() {
      const name = `storno_${randomBytes(8).toString('hex')}`;
      const database = new URL(name, server).href;
      await administer(server, `create database ${name} template ${TEMPLATE}`);
      return {
        database,
        async digest() {
          const reader = openPool(database);
          try {
            return await reader.session(digestOf);
          } finally {
            await reader.close();
          }
        },
        remove: () => administer(server, `drop database ${name} with (force)`),
      };
    },
  };
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
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
