/** Counts what was asked for by a name that nothing of the caller's has. */
export class Misses {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(count: number): void {
    this.#count += count;
  }

  /** Counts an answer that found nothing, such as `WalletNotFoundError`; hands on any. */
  see<T extends { readonly __typename: string }>(answer: T): T {
    if (answer.__typename.endsWith('NotFoundError')) this.add(1);
    return answer;
  }
}
