import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const ID_BYTES = 16;
const POOL_BYTES = 16_384;
const SEQUENCE_OFFSET = 6;
/** Leaves room to count on from: more than a billion ids in one millisecond. */
const SEQUENCE_MASK = 0x3f_ff_ff_ff;

/**
 * Gives UUIDs, version 7, in ascending order. It draws its random bytes a thousand ids at a time:
 * one by one, they would cost a tenth of an import, and 20 µs a request.
 */
export function createIds(): () => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  let msecs = 0;
  let seq = 0;
  return () => {
    if (used === POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, used + ID_BYTES);
    used += ID_BYTES;
    const now = Date.now();
    if (now > msecs) {
      msecs = now;
      seq = random.readUInt32BE(SEQUENCE_OFFSET) & SEQUENCE_MASK;
    } else seq += 1;
    return v7({ random, msecs, seq });
  };
}
