import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 put every new object among the young ones. Where most objects of a place in the code
 * outlive a collection, V8 goes on to put that place's objects among the old. What a command makes
 * lives until its commit, long enough for that, and is garbage then: among the old ones it stays
 * until a full collection, and so does every younger object that it leads to. A server under 512
 * connections did a sixth less for it, and took 90 MB more.
 */
export function keepNewObjectsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
