import type { olderHistory } from './history-schema.ts';

// Which transactions a wallet's row tells of: JSON, `[[effectiveAt, transactionPk], …]`.

type Listed = Omit<typeof olderHistory.$inferInsert, 'walletPk'>;

/** Links of a wallet's chain after which its recent history is older: the row stays short. */
export const LINKS_BETWEEN = 8;

export const NOTHING_RECENT = '[]';

/** Written as text: a command adds one, and reads none of the others. */
export function addRecent(recent: string, { effectiveAt, transactionPk }: Listed): string {
  const others = recent === NOTHING_RECENT ? '[' : `${recent.slice(0, -1)},`;
  return `${others}[${effectiveAt},${transactionPk}]]`;
}

/**
 * Whether what is recent goes to the older with this link. Not at the same number for every wallet:
 * those that an import opened together would all come to it together.
 */
export function isOlder(walletPk: number, links: number): boolean {
  return (walletPk + links) % LINKS_BETWEEN === 0;
}

export function listRecent(recent: string): readonly Listed[] {
  const listed = JSON.parse(recent) as readonly (readonly [number, number])[];
  return listed.map(([effectiveAt, transactionPk]) => ({ effectiveAt, transactionPk }));
}
