import { describe, expect, it } from 'vitest';
import { createIds } from '../../src/ids.ts';
import type { Command } from '../../src/ledger/register.ts';
import type { Envelope } from '../../src/ledger/store.ts';
import { sqlite } from './engine-sqlite.ts';
import { openWorld } from './world.ts';

const newId = createIds();

describe('a group of commands that was rolled back', () => {
  it('is forgotten: its member was taken for the one whose wallet got its row', async () => {
    const { served, shop, now } = await openWorld(sqlite);
    const { store } = served;
    const envelope = (command: Command, id = newId()): Envelope => {
      const context = {
        merchantId: 'shop',
        actor: 'test',
        at: now(),
        recordedAt: now(),
        newId: id,
      };
      return { command, context, idempotency: null };
    };
    /** Opens a wallet and rewards its member, in one commit. */
    const reward = (memberId: string) => {
      const walletId = newId();
      const rewardId = newId();
      const opened = { programId: 'club', memberId, currency: 'stars' };
      const input = { walletId, amount: '5.00' };
      const batch = [
        envelope({ name: 'openWallet', input: opened }, walletId),
        envelope({ name: 'postAdhocReward', input }, rewardId),
      ];
      return { batch, rewardId };
    };
    const lost = store.imports.importBatch('test', reward('ann').batch, () => {
      throw new Error('the disk is full');
    });
    await expect(lost).rejects.toThrow('the disk is full');

    const { batch, rewardId } = reward('ben');
    await store.imports.importBatch('test', batch, () => ({ line: 2, counts: {} }));
    const reply = await shop.run('voidTransaction', {
      memberId: 'ben',
      originalTransactionId: rewardId,
    });
    expect(reply).toMatchObject({ __typename: 'VoidTransactionSuccess' });
  });
});
