import type { Client, Said } from './client.ts';
import { HISTORY_PAGE } from './questions.ts';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
}

/**
 * Puts the answers to two equal requests, sent at once, in the order in which they were recorded:
 * where neither answer shows what the other did, only the wallet's history tells.
 */
export async function inOrderRecorded(
  client: Client,
  replies: readonly Said[],
): Promise<readonly Said[]> {
  const ids = replies.map(({ posted }) => (posted as { readonly id: string } | undefined)?.id);
  const [id] = replies.map(({ walletId }) => walletId);
  if (new Set(ids).size < 2 || ids.includes(undefined)) return replies;
  let after: string | null = null;
  for (;;) {
    const { wallet } = await client.query(HISTORY_PAGE, { id, after });
    const { edges } = (wallet as { readonly history: Page }).history;
    const newer = edges.find(({ node }) => ids.includes(node.id));
    if (newer) return newer.node.id === ids[0] ? replies.toReversed() : replies;
    const last = edges.at(-1);
    if (!last) return replies;
    after = last.cursor;
  }
}
