import { describe, expect, it } from 'vitest';
import { openPlace, refusalOf } from './place.ts';
import { ROWS } from './rows.ts';

/** How long a refusal may take; the best of a few tries, because the machine has other work too. */
const REFUSED_WITHIN_MS = 50;
const TRIES = 5;

function repeat(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => make(n)).join(' ');
}

const ACCRUAL = 'accruePoints(input: { walletId: "WALLET", amount: "1" }) { __typename }';

/** Fragments of which each spreads the next one twice. */
function tower(height: number, type = 'Wallet'): string {
  const floors = repeat(height, (n) => `fragment F${n} on ${type} { ...F${n + 1} ...F${n + 1} }`);
  return `${floors} fragment F${height} on ${type} { __typename }`;
}

/** Fields of one name that mean different things, each to be compared with all the others. */
function overlapping(count: number, depth: number): string {
  const path = (n: number, level: number): string =>
    level === 0 ? `a: ${n % 2 ? 'id' : 'amount'}` : `mainTransaction { ${path(n, level - 1)} }`;
  return `{ transaction(id: "t") { ${repeat(count, (n) => path(n, depth))} } }`;
}

/** Pairs of fragments that have to be compared with one another, over and over. */
function crossed(count: number): string {
  const spreads = repeat(count, (n) => `...A${n}`);
  const fragments = repeat(
    count,
    (n) => `fragment A${n} on Transaction { mainTransaction { ...A${(n + 1) % count} } id }`,
  );
  return `{ transaction(id: "t") { ${spreads} } } ${fragments}`;
}

const REFUSED = '400 GRAPHQL_(PARSE|VALIDATION)_FAILED';
const attacks: [string, () => string, string][] = [
  [
    '1,000 aliased mutations',
    () => `mutation { ${repeat(1_000, (n) => `a${n}: ${ACCRUAL}`)} }`,
    '4(00|13) ',
  ],
  ['21 aliased mutations', () => `mutation { ${repeat(21, (n) => `a${n}: ${ACCRUAL}`)} }`, REFUSED],
  [
    '1,000 aliased queries',
    () => `{ ${repeat(1_000, (n) => `a${n}: wallet(id: "w") { id }`)} }`,
    REFUSED,
  ],
  [
    'depth 5,000',
    () => `{ wallet(id: "w") ${'{ program '.repeat(5_000)}${'}'.repeat(5_000)} }`,
    REFUSED,
  ],
  ['depth 5,000 without an end', () => '{ a'.repeat(5_000), REFUSED],
  ['depth 5,000 of a literal', () => `{ a(b: ${'['.repeat(5_000)}${']'.repeat(5_000)}) }`, REFUSED],
  [
    'depth 5,000 of a type',
    () => `query ($a: ${'['.repeat(5_000)}Int${']'.repeat(5_000)}) { a }`,
    REFUSED,
  ],
  [
    'depth 16',
    () =>
      `{ wallet(id: "w") { history { edges { node {
        ${'reversal { '.repeat(13)} id ${'}'.repeat(18)}`,
    REFUSED,
  ],
  ['2^20 fragments', () => `{ wallet(id: "w") { ...F0 } } ${tower(20)}`, REFUSED],
  ['2^60 fragments', () => `{ wallet(id: "w") { ...F0 } } ${tower(60)}`, REFUSED],
  [
    'a cycle of one fragment',
    () => '{ wallet(id: "w") { ...A } } fragment A on Wallet { ...A }',
    REFUSED,
  ],
  ['a cycle of many fragments', () => crossed(40), REFUSED],
  [
    'a cycle that nobody spreads',
    () => '{ __typename } fragment A on Wallet { ...B } fragment B on Wallet { ...A }',
    REFUSED,
  ],
  ['a million tokens', () => `{ ${'a '.repeat(1_000_000)} }`, '413 PAYLOAD_TOO_LARGE'],
  ['60,000 tokens', () => `{${'a '.repeat(30_000)}}`, REFUSED],
  ['60,000 tokens of one mark', () => '{'.repeat(60_000), REFUSED],
  ['a string without an end', () => `{ wallet(id: "${'x'.repeat(60_000)}`, REFUSED],
  ['a comment without an end', () => `{ __typename } #${'x'.repeat(60_000)}\n{`, REFUSED],
  ['a name of 60,000 letters', () => `{ ${'x'.repeat(60_000)} }`, REFUSED],
  ['overlapping fields side by side', () => overlapping(320, 0), REFUSED],
  ['overlapping fields in depth', () => overlapping(30, 8), REFUSED],
  ['overlapping fields by the thousand', () => overlapping(5_000, 0), REFUSED],
  ['1,000 directives', () => `{ __typename ${'@skip(if: false) '.repeat(160)} }`, REFUSED],
  ['1,000 variables', () => `query (${repeat(190, (n) => `$a${n}: Int`)}) { __typename }`, REFUSED],
  ['190 operations', () => repeat(190, (n) => `query Q${n} { __typename }`), '400 '],
  [
    'pages within pages',
    () => `{ wallet(id: "w") { history(first: 1000) { edges { node { wallet {
    history(first: 1000) { edges { node { id } } } } } } } } }`,
    '400 BAD_USER_INPUT',
  ],
];

describe(`against ${ROWS.hugeOperations}`, () => {
  it.each(attacks)('%s: refused within 50 ms, and nothing runs', async (_, attack, expected) => {
    const place = await openPlace();
    const walletId = await place.shop.wallet('ann', 'stars');
    await place.ask('{ __typename }');
    const before = await place.digest();
    const times: number[] = [];
    for (let n = 0; n < TRIES; n += 1) {
      // Another text every time, so that nothing is remembered.
      const text = attack().replaceAll('WALLET', walletId);
      const heard = await place.ask(`${text}\n#${n}`);
      times.push(heard.ms);
      expect(refusalOf(heard)).toMatch(new RegExp(`^${expected}`));
      expect(heard.text).not.toContain('"data"');
    }
    expect(Math.min(...times)).toBeLessThan(REFUSED_WITHIN_MS);
    expect(await place.digest()).toBe(before);
  });
});
