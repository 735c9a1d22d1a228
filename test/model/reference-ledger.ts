import type { Command, Expected, Operation } from './operation.ts';
import { Books } from './reference-books.ts';
import { commit, rollback } from './reference-holds.ts';
import { close, post } from './reference-postings.ts';
import { cancel, cancelPurchase, refund, remove, voidOne } from './reference-undoing.ts';
import type { ModelWallet } from './reference-wallet.ts';

/** The whole ledger as a simple-minded reader of the design would write it. */
export class ReferenceLedger {
  readonly books: Books;
  private readonly answers = new Map<string, Expected>();

  constructor(now: number, wallets: readonly ModelWallet[]) {
    this.books = new Books(now, wallets);
  }

  /** What the ledger has to answer; afterwards the model is as the ledger has to be. */
  apply({ id, at, command }: Operation): Expected {
    this.books.now = at;
    const { idempotencyKey: key } = command.input;
    const known = key === null ? undefined : this.answers.get(key);
    if (known) return 'replayed' in known ? { ...known, replayed: true } : known;
    const answer = this.decide(id, command);
    if (key !== null) this.answers.set(key, answer);
    return answer;
  }

  private decide(id: string, command: Command): Expected {
    const { books } = this;
    switch (command.name) {
      case 'commitTransaction':
        return commit(books, id, command.input);
      case 'rollbackTransaction':
        return rollback(books, command.input);
      case 'cancelTransaction':
        return cancel(books, id, command.input);
      case 'voidTransaction':
        return voidOne(books, id, command.input);
      case 'deleteTransaction':
        return remove(books, id, command.input);
      case 'cancelPurchase':
        return cancelPurchase(books, id, command.input);
      case 'refundPurchase':
        return refund(books, id, command.input);
      case 'closeWallet':
        return close(books, books.walletOf(command.input.walletId));
      default:
        return post(books, id, command);
    }
  }
}
