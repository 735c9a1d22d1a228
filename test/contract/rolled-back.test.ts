import { describe, expect, it } from 'vitest';
import { createIds } from '../../src/ids.ts';
import type { Command } from '../../src/ledger/register.ts';
import type { ImportCommand } from '../../src/ledger/store.ts';
import { sqlite } from './engine-sqlite.ts';
import { openWorld } from './world.ts';

const newId = createIds();

describe('a group of commands that was rolled back', () => {
  it('is forgotten: its member was taken for the one whose wallet got its row', async () => {
    const { served, shop, now } = await openWorld(sqlite);
    const { store } = served;
    const commandOf = (command: Command, id: string): ImportCommand => {
      const context = {
        merchantId: 'shop',
        actor: 'test',
        at: now(),
        recordedAt: now(),
        newId: id,
      };
      return { envelope: { command, context, idempotency: null }, op: null };
    };
    /** Opens a wallet and rewards its member, in one commit. */
    const reward = (memberId: string) => {
      const walletId = newId();
      const rewardId = newId();
      const opened = { programId: 'club', memberId, currency: 'stars' };
      const input = { walletId, amount: '5.00' };
      const commands = [
        commandOf({ name: 'openWallet', input: opened }, walletId),
        commandOf({ name: 'postAdhocReward', input }, rewardId),
      ];
      return { commands, rewardId };
    };
    const ann = reward('ann').commands;
    // The id of the last command is taken by then, which no rule expects.
    const lost = { source: 'test', after: 0, line: 3, commands: [...ann, ...ann.slice(1)] };
    await expect(store.imports.importBatch(lost)).rejects.toThrow('UNIQUE');

    const { commands, rewardId } = reward('ben');
    await store.imports.importBatch({ source: 'test', after: 0, line: 2, commands });
    const reply = await shop.run('voidTransaction', {
      memberId: 'ben',
      originalTransactionId: rewardId,
    });
    expect(reply).toMatchObject({ __typename: 'VoidTransactionSuccess' });
  });
});
