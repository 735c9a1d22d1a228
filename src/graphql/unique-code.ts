import { hash } from 'node:crypto';

/** Crockford's base 32: no I, L, O and U, which are misread or spell what nobody wants to read. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RADIX = 32;
/** 26 times 5 bits hold the 128 bits of an id. */
const CODE_LENGTH = 26;

const UUID_DIGITS = /^[0-9a-f]{32}$/;

/** An id as a code to read out or print: a UUID itself, a derived row's id by its hash. */
export function uniqueCodeOf(id: string): string {
  const hex = id.replaceAll('-', '');
  const bits = UUID_DIGITS.test(hex) ? hex : hash('sha256', id).slice(0, 32);
  const digits = BigInt(`0x${bits}`).toString(RADIX).padStart(CODE_LENGTH, '0');
  return Array.from(digits, (digit) => ALPHABET.charAt(Number.parseInt(digit, RADIX))).join('');
}
