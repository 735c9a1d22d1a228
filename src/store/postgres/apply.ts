import { closedHash, openingHash, resolvedHash } from '../../ledger/chain.ts';
import type { Change } from '../../ledger/change.ts';

import { STATE_AT_OPENING } from '../../ledger/wallet.ts';
import { addRecord } from './apply-record.ts';
import type { Rows } from './apply-rows.ts';
import { addWalletAfter, modifications } from './apply-wallet.ts';
import type { Session } from './connection.ts';
import { prepareInsert } from './insert.ts';
import { type Keys, keyOf } from './keys.ts';
import { member } from './merchant-schema.ts';
import { idempotency } from './request-schema.ts';
import {
  entry,
  lot,
  lotMovement,
  openHold,
  refund,
  reservation,
  resolution,
  transaction,
  wallet,
  walletLink,
} from './schema.ts';

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** Adds the rows of a change; nothing is written yet. */
export function addChange(change: Change, keys: Keys, rows: Rows): void {
  switch (change.kind) {
    case 'record':
      return addRecord(change.transaction, change.wallets, keys, rows);
    case 'resolve':
      return addResolve(change, keys, rows);
    case 'openWallet':
      return addOpening(change, keys, rows);
    case 'closeWallet':
      return addClosing(change, keys, rows);
    case 'switchWallet':
      rows.walletsSwitched.push({
        merchantId: keys.merchantId,
        walletId: change.walletId,
        suspendedAt: change.suspendedAt,
      });
  }
}

/** Ends a hold that posts nothing. */
function addResolve(change: ChangeOf<'resolve'>, keys: Keys, rows: Rows): void {
  const { merchantId } = keys;
  const { resolution: ended, wallet: after } = change;
  const { transactionId, kind, at, recordedBy, reason } = ended;
  const { walletId } = after;
  const { head, links } = keyOf(keys.wallets, walletId);
  const hash = resolvedHash(head, ended);
  const named = { merchantId, walletId, transactionId };
  rows.resolutions.push({ ...named, kind, byId: null, at, recordedBy, reason });
  rows.links.push({
    ...named,
    homeId: walletId,
    ordinal: links + 1,
    kind: 'RESOLVED',
    effectiveAt: at,
    hash,
  });
  rows.holdsEnded.push(named);
  addWalletAfter(after, hash, keys, rows);
}

function addOpening(change: ChangeOf<'openWallet'>, keys: Keys, rows: Rows): void {
  const { merchantId } = keys;
  const { wallet: opened, newMember } = change;
  const { id, programId, memberId, memberCode, currency, openedAt } = opened;
  if (newMember) rows.members.push({ merchantId, id: memberId, code: memberCode });
  rows.wallets.push({
    ...STATE_AT_OPENING,
    merchantId,
    id,
    programId,
    memberId,
    currencyCode: currency.code,
    openedAt,
    settledThrough: openedAt,
    head: openingHash(opened),
    links: 0,
  });
}

function addClosing(change: ChangeOf<'closeWallet'>, keys: Keys, rows: Rows): void {
  const { merchantId } = keys;
  const { walletId, closing } = change;
  const { at: closedAt, recordedBy: closedBy, reason: closedReason } = closing;
  const head = closedHash(keyOf(keys.wallets, walletId).head, closing);
  rows.walletsClosed.push({ merchantId, walletId, closedAt, closedBy, closedReason, head });
}

const insertions = {
  members: prepareInsert(member),
  wallets: prepareInsert(wallet),
  transactions: prepareInsert(transaction),
  entries: prepareInsert(entry),
  lots: prepareInsert(lot),
  movements: prepareInsert(lotMovement),
  reservations: prepareInsert(reservation),
  openHolds: prepareInsert(openHold),
  resolutions: prepareInsert(resolution),
  refunds: prepareInsert(refund),
  links: prepareInsert(walletLink),
  answers: prepareInsert(idempotency),
};

/**
 * Writes what a group of commands decided: a statement a table, whatever the group's size, all of
 * them sent at once.
 */
export async function writeRows(session: Session, rows: Rows): Promise<void> {
  await Promise.all([
    // The keys that guard against a second effect come first: nothing else is written in vain.
    insertions.answers(session, rows.answers),
    insertions.resolutions(session, rows.resolutions),
    insertions.links(session, rows.links),
    insertions.members(session, rows.members),
    insertions.wallets(session, rows.wallets),
    insertions.transactions(session, rows.transactions),
    insertions.entries(session, rows.entries),
    insertions.lots(session, rows.lots),
    insertions.movements(session, rows.movements),
    insertions.reservations(session, rows.reservations),
    insertions.refunds(session, rows.refunds),
    insertions.openHolds(session, rows.openHolds),
    modifications.sumsAfter(session, rows.sumsAfter),
    modifications.lotsAfter(session, rows.lotsAfter),
    modifications.walletsClosed(session, rows.walletsClosed),
    modifications.walletsSwitched(session, rows.walletsSwitched),
    modifications.holdsEnded(session, rows.holdsEnded),
    modifications.holdsTimedOut(session, rows.holdsTimedOut),
  ]);
}
