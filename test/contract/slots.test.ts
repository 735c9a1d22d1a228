import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { array, assert, nat, option, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/store/sqlite/slots.ts';

/** Few, so that they are taken again and again. */
const SLOT_MAX = 8;
const UNDER_WAY = 64;
const THINGS = 20_000;
const WORDS = 128;
const WORD_BYTES = 8;
const BETWEEN_COLLECTIONS = 400;
/** What may outlive its use: a twentieth of all that there was. */
const LEFT_BYTES_MAX = (THINGS * WORDS * WORD_BYTES) / 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { readonly type: 'minor' }) => void;

/** Bytes of the old generation: of what has outlived two small collections. */
function oldBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space')
    .reduce((sum, { space_used_size: used }) => sum + used, 0);
}

describe('slots', () => {
  it('hold what was put in and not taken out, each by its own number', () => {
    assert(
      property(array(option(nat(SLOT_MAX))), (steps) => {
        const slots = new Slots<{ readonly step: number }>();
        const held = new Map<number, { readonly step: number }>();
        const put = (thing: { readonly step: number }): boolean => {
          const slot = slots.put(thing);
          const isFree = !held.has(slot);
          held.set(slot, thing);
          return isFree;
        };
        const take = (slot: number): boolean => {
          const thing = held.get(slot) ?? null;
          held.delete(slot);
          return slots.take(slot) === thing;
        };
        for (const [step, slot] of steps.entries()) {
          expect(slot === null ? put({ step }) : take(slot)).toBe(true);
          expect(slots.size).toBe(held.size);
        }
        expect(new Set(slots.takeAll())).toEqual(new Set(held.values()));
        expect(slots.size).toBe(0);
      }),
    );
  });

  it('keep nothing alive that was taken out (bug: a map did, until a full collection)', () => {
    const slots = new Slots<number[]>();
    const underWay: number[] = [];
    collect();
    const before = oldBytes();
    for (let i = 0; i < THINGS; i += 1) {
      underWay.push(slots.put(Array.from({ length: WORDS }, (_, n) => n + i / 2)));
      const oldest = underWay.length > UNDER_WAY ? underWay.shift() : undefined;
      if (oldest !== undefined) slots.take(oldest);
      if (i % BETWEEN_COLLECTIONS === 0) collect({ type: 'minor' });
    }
    expect(oldBytes() - before).toBeLessThan(LEFT_BYTES_MAX);
  });
});
