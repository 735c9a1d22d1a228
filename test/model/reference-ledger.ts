import type { Command, Expected, Operation } from './operation.ts';
import { answer } from './reference-answer.ts';
import { Books } from './reference-books.ts';
import { commit, rollback } from './reference-holds.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { close, post } from './reference-postings.ts';
import { cancelPurchase, refund } from './reference-purchases.ts';
import { cancel, remove, voidOne } from './reference-reversals.ts';
import type { ModelWallet } from './reference-wallet.ts';

/** The whole ledger as a simple-minded reader of the design would write it. */
export class ReferenceLedger {
  readonly books: Books;
  private readonly answers = new Map<string, { readonly to: string; readonly said: Expected }>();

  constructor(now: number, merchantId: string, wallets: readonly ModelWallet[]) {
    this.books = new Books(now, merchantId, wallets);
  }

  /** What the ledger has to answer; afterwards the model is as the ledger has to be. */
  apply({ id, at, command }: Pick<Operation, 'id' | 'at' | 'command'>): Expected {
    this.books.now = at;
    const { idempotencyKey: key } = command.input;
    const known = key === null ? undefined : this.answers.get(key);
    const to = JSON.stringify(command);
    if (known && known.to !== to)
      return answer('IdempotencyConflictError', { idempotencyKey: key });
    if (known) return 'replayed' in known.said ? { ...known.said, replayed: true } : known.said;
    const said = this.decide(id, command);
    if (key !== null) this.answers.set(key, { to, said });
    return said;
  }

  /** What a command about a transaction would be answered, if it were sent now. */
  rehearse(target: ModelTransaction, command: Command): Expected {
    return this.books.rehearse(target, () => this.decide('rehearsed', command));
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
        return close(books, command.input.walletId);
      default:
        return post(books, id, command);
    }
  }
}
