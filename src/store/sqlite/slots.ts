/**
 * Things by small numbers, which are given again once they are free. A map that is added to and
 * taken from all the time leaves its outgrown tables linked to one another: once one of them is
 * old, all that later ones hold lives on until a full collection.
 */
export class Slots<T> {
  private readonly things: (T | null)[] = [];
  private readonly free: number[] = [];

  /** How many things there are. */
  get size(): number {
    return this.things.length - this.free.length;
  }

  /** Returns the number of the thing. */
  put(thing: T): number {
    const slot = this.free.pop() ?? this.things.length;
    this.things[slot] = thing;
    return slot;
  }

  /** Null: there is nothing by this number. */
  take(slot: number): T | null {
    const thing = this.things[slot] ?? null;
    if (thing === null) return null;
    this.things[slot] = null;
    this.free.push(slot);
    return thing;
  }

  takeAll(): T[] {
    return this.things.flatMap((_, slot) => this.take(slot) ?? []);
  }
}
