import { type Command, type Expected, type Inputs, minorOf, textOf } from './operation.ts';
import { answer, insufficient } from './reference-answer.ts';
import type { Books, Recorded } from './reference-books.ts';
import type { Booking } from './reference-journal.ts';
import { chargeOf } from './reference-policies.ts';
import type { ModelHold, ModelWallet } from './reference-wallet.ts';

/** The commands that post to a wallet. */
type PostingCommand = Extract<Command, { input: { walletId: string; amount: string } }>;

export function close(books: Books, walletId: string): Expected {
  const wallet = books.wallets.get(walletId);
  if (!wallet) return answer('WalletNotFoundError', { walletId });
  if (wallet.closedAt !== null) return answer('WalletClosedError', { closedAt: wallet.closedAt });
  wallet.closedAt = books.now;
  return answer('CloseWalletSuccess', { walletId: wallet.id, replayed: false });
}

export function post(
  books: Books,
  id: string,
  command: Exclude<
    Command,
    { name: `${string}Transaction` | 'cancelPurchase' | 'refundPurchase' | 'closeWallet' }
  >,
): Expected {
  const { walletId, externalReference: reference, effectiveAt, amount: text } = command.input;
  if (endsTooSoon(command, books.now)) return answer('InvalidInputError', { field: 'expiresAt' });
  const wallet = books.wallets.get(walletId);
  if (!wallet) return answer('WalletNotFoundError', { walletId });
  if (wallet.closedAt !== null) return answer('WalletClosedError', { closedAt: wallet.closedAt });
  const money = ['topUpWallet', 'issueGiftBalance', 'recordPurchase'].includes(command.name);
  const [kind, allowedKind] = [wallet.currency, money ? 'MONEY' : 'POINTS'];
  if (kind !== allowedKind) return answer('WalletKindNotAllowedError', { kind, allowedKind });
  const holder = books.journal.owner(reference);
  if (holder) return answer('DuplicateExternalReferenceError', { existingId: holder.id });
  const recorded = recordedBy(books, id, command, wallet, minorOf(text));
  if ('__typename' in recorded) return recorded;
  books.record(id, wallet, { reference, effectiveAt, ...recorded });
  const name = `${command.name.charAt(0).toUpperCase()}${command.name.slice(1)}Success`;
  const balance = textOf(wallet.sums(books.now).active);
  return answer(name, { postedId: id, walletId, balance, replayed: false });
}

function recordedBy(
  books: Books,
  id: string,
  command: PostingCommand,
  wallet: ModelWallet,
  amount: bigint,
): Recorded | Expected {
  const { name, input } = command;
  const from = input.effectiveAt ?? books.now;
  switch (name) {
    case 'accruePoints':
      if (input.temporary) {
        return { type: input.type, amount, hold: promise(books, input) };
      }
      return points(
        books,
        id,
        wallet,
        input.type,
        amount,
        input.activatesAt ?? from,
        input.expiresAt,
      );
    case 'postAdhocReward':
      if (amount < 0n) return debit(books, wallet, 'ADHOC_REWARD', -amount, amount);
      return points(books, id, wallet, 'ADHOC_REWARD', amount, from, input.expiresAt);
    case 'redeemPoints':
      if (input.temporary) return reserve(books, wallet, input, amount);
      return debit(books, wallet, input.type, amount, amount);
    case 'postAdhocRedemption':
      return debit(books, wallet, 'ADHOC_REDEEM', amount, amount);
    case 'topUpWallet': {
      const lot = { kind: 'MONEY', granted: amount, activatesAt: from, expiresAt: null } as const;
      const bookings = [{ part: 'PRINCIPAL', amount }] as const;
      return { type: 'TOP_UP', amount, bookings, ...books.grant(wallet, lot, id) };
    }
    case 'issueGiftBalance': {
      const { expiresAt } = input;
      const lot = { kind: 'GIFT', granted: amount, activatesAt: from, expiresAt } as const;
      const bookings = [{ part: 'GIFT', amount }] as const;
      return { type: 'GIFT', amount, bookings, ...books.grant(wallet, lot, id) };
    }
    case 'recordPurchase':
      return purchase(books, id, wallet, input, amount);
  }
}

function points(
  books: Books,
  id: string,
  wallet: ModelWallet,
  type: string,
  amount: bigint,
  activatesAt: number,
  expiresAt: number | null,
): Recorded {
  const lot = { kind: 'POINTS', granted: amount, ...books.lifeOf(activatesAt, expiresAt) } as const;
  const bookings = [{ part: 'PRINCIPAL', amount }] as const;
  return { type, amount, bookings, ...books.grant(wallet, lot, id) };
}

function promise(books: Books, input: Inputs['accruePoints']): ModelHold {
  const { activatesAt, expiresAt, timeoutSeconds } = input;
  const timeoutAt = books.now + (timeoutSeconds ?? books.policies.holdTimeoutSeconds) * 1_000;
  return { timeoutAt, activatesAt, expiresAt, reserved: [], ended: false };
}

function reserve(books: Books, wallet: ModelWallet, input: Inputs['redeemPoints'], amount: bigint) {
  const short = shortOf(wallet, amount, books.now);
  if (short) return short;
  const timeoutAt = books.now + (input.timeoutSeconds ?? books.policies.holdTimeoutSeconds) * 1_000;
  const reserved = wallet.plan(amount, books.now, ['POINTS']);
  const hold = { timeoutAt, activatesAt: null, expiresAt: null, reserved, ended: false };
  return { type: input.type, amount, hold };
}

function debit(books: Books, wallet: ModelWallet, type: string, taken: bigint, amount: bigint) {
  const short = shortOf(wallet, taken, books.now);
  if (short) return short;
  const moves = wallet.draw(taken, books.now, ['POINTS'], 'PRINCIPAL');
  wallet.total -= taken;
  return { type, amount, moves, bookings: [{ part: 'PRINCIPAL', amount: -taken }] as const };
}

function purchase(
  books: Books,
  id: string,
  wallet: ModelWallet,
  input: Inputs['recordPurchase'],
  amount: bigint,
): Recorded | Expected {
  const fee = chargeOf(input.fee, books.policies.fee, amount);
  const cashback = chargeOf(input.cashback, books.policies.cashback, amount);
  const { active, gift: gifts } = wallet.sums(books.now);
  const gift = gifts < amount ? gifts : amount;
  const money = active > gifts ? active - gifts : 0n;
  const missing = amount - gift + fee - money;
  if (missing > 0n) return insufficient(amount + fee, missing);
  const moves = [
    ...wallet.draw(gift, books.now, ['GIFT'], 'GIFT'),
    ...wallet.draw(amount - gift, books.now, ['MONEY'], 'PRINCIPAL'),
    ...wallet.draw(fee, books.now, ['MONEY'], 'FEE'),
  ];
  wallet.total -= amount + fee;
  const bookings: Booking[] = [
    { part: 'GIFT', amount: -gift },
    { part: 'PRINCIPAL', amount: gift - amount },
    { part: 'FEE', amount: -fee },
    { part: 'CASHBACK', amount: cashback },
  ];
  if (cashback === 0n) return { type: 'PURCHASE', amount, bookings, moves };
  const activatesAt = input.effectiveAt ?? books.now;
  const lot = { kind: 'MONEY', granted: cashback, activatesAt, expiresAt: null } as const;
  const granted = books.grant(wallet, lot, id);
  return {
    type: 'PURCHASE',
    amount,
    bookings,
    lots: granted.lots,
    moves: [...moves, ...granted.moves],
  };
}

function shortOf(wallet: ModelWallet, amount: bigint, at: number): Expected | null {
  const { active } = wallet.sums(at);
  return amount > active ? insufficient(amount, amount - active) : null;
}

/** What was granted has to begin before it ends. */
function endsTooSoon({ input }: PostingCommand, now: number): boolean {
  if (!('expiresAt' in input) || input.expiresAt === null) return false;
  const activatesAt = 'activatesAt' in input ? input.activatesAt : null;
  return input.expiresAt <= (activatesAt ?? input.effectiveAt ?? now);
}
