import { hash, randomUUID } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { MIGRATIONS } from '../../src/store/postgres/connection.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
/** Gone with the packages that it depends on. */
const KEPT = join(ROOT, 'node_modules/.cache/storno');

/**
 * Starts PostgreSQL within the process. What `prepare` does to a new one is done once and kept in a
 * file, until a migration or a package changes: setting it up takes several times as long as
 * starting a copy.
 */
export async function startPglite(prepare: (lite: PGlite) => Promise<void>): Promise<PGlite> {
  const file = join(KEPT, `pglite-${fingerprint()}.tar`);
  const known = read(file);
  if (known) return PGlite.create({ loadDataDir: new Blob([known]) });
  const lite = await PGlite.create();
  await prepare(lite);
  const copy = await lite.dumpDataDir('none');
  mkdirSync(KEPT, { recursive: true });
  // Two test files may be at it at once: each writes its own, and either will do.
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, Buffer.from(await copy.arrayBuffer()));
  renameSync(own, file);
  return lite;
}

function fingerprint(): string {
  const files = [
    join(ROOT, 'package-lock.json'),
    ...globSync(join(MIGRATIONS, '*.sql')).toSorted(),
  ];
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return hash('sha256', texts.join('\n')).slice(0, 16);
}

function read(file: string): Buffer<ArrayBuffer> | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
