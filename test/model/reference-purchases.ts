import { type Expected, type Inputs, minorOf, textOf } from './operation.ts';
import { answer } from './reference-answer.ts';
import type { Books } from './reference-books.ts';
import { closed, ended } from './reference-holds.ts';
import type { ModelTransaction } from './reference-journal.ts';
import { type Asked, attempt, missing, settle } from './reference-undoing.ts';
import type { Part } from './reference-wallet.ts';

function partsOf(input: Inputs['cancelPurchase']): Part[] {
  const { rollbackFee, rollbackCashback } = input;
  const parts: Part[] = ['PRINCIPAL', 'GIFT'];
  if (rollbackFee) parts.push('FEE');
  if (rollbackCashback) parts.push('CASHBACK');
  return parts;
}

function purchaseOf(books: Books, reference: string): ModelTransaction | Expected {
  const found = books.journal.meant(reference);
  return found?.type === 'PURCHASE' ? found : missing(null, reference);
}

export function cancelPurchase(
  books: Books,
  id: string,
  input: Inputs['cancelPurchase'],
): Expected {
  const { externalReference: reference, onShortfall } = input;
  if (reference === '') return answer('MissingIdentifierError', { fields: ['externalReference'] });
  const target = purchaseOf(books, reference);
  if ('__typename' in target) return target;
  const { refunded, amount } = target;
  const data = { refunded: textOf(refunded), remaining: textOf(amount - refunded) };
  const partly = refunded === 0n ? null : answer('PurchaseRefundedError', data);
  const refused = ended(target) ?? partly ?? closed(target);
  if (refused) return refused;
  const name = 'CancelPurchaseSuccess';
  const asked: Asked = { name, type: 'CANCEL', parts: partsOf(input), reference, onShortfall };
  const tried = attempt(books, target, asked);
  return 'refused' in tried ? tried.refused : settle(books, id, target, asked, tried.done);
}

export function refund(books: Books, id: string, input: Inputs['refundPurchase']): Expected {
  const { externalReference: reference, onShortfall } = input;
  const target = purchaseOf(books, reference);
  if ('__typename' in target) return target;
  const { refunded, amount: whole } = target;
  const to = refunded + minorOf(input.amount);
  const data = { refunded: textOf(refunded), remaining: textOf(whole - refunded) };
  const tooMuch = to > whole ? answer('RefundExceedsPurchaseError', data) : null;
  const refused = ended(target) ?? tooMuch ?? closed(target);
  if (refused) return refused;
  const slice = { from: refunded, to, whole };
  const name = 'RefundPurchaseSuccess';
  const asked: Asked = {
    name,
    type: 'REFUND',
    parts: partsOf(input),
    reference,
    onShortfall,
    slice,
  };
  const tried = attempt(books, target, asked);
  if ('refused' in tried) return tried.refused;
  const expected = settle(books, id, target, asked, tried.done);
  return { ...expected, remaining: textOf(whole - to) };
}
