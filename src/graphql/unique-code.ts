/** Crockford's base 32: no I, L, O and U, which are misread or spell what nobody wants to read. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RADIX = 32;
/** 26 times 5 bits hold the 128 bits of an id. */
const CODE_LENGTH = 26;

/** An id, a UUID, as a code to read out or print. */
export function uniqueCodeOf(id: string): string {
  const digits = BigInt(`0x${id.replaceAll('-', '')}`)
    .toString(RADIX)
    .padStart(CODE_LENGTH, '0');
  return Array.from(digits, (digit) => ALPHABET.charAt(Number.parseInt(digit, RADIX))).join('');
}
