import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { dateTime, decimal } from '../../src/graphql/scalars.ts';
import { uniqueCodeOf } from '../../src/graphql/unique-code.ts';
import { INSTANT_MAX } from '../../src/ledger/time.ts';

describe('Decimal', () => {
  it.each(['399.50', '-0', '1e3', '9007199254740993', ' 1', ''])(
    'passes %j on as it is',
    (text) => {
      expect(decimal.parseValue(text)).toBe(text);
      expect(decimal.serialize(text)).toBe(text);
      expect(decimal.parseLiteral(parseValue(JSON.stringify(text)))).toBe(text);
    },
  );

  it.each(['12', '-12.50', '9007199254740993', '1e3', '0.10'])('keeps the digits of %s', (text) => {
    expect(decimal.parseLiteral(parseValue(text))).toBe(text);
  });

  it.each([12.5, 12, 0, Number.NaN, true, null, {}, ['1']])('refuses %j in variables', (value) => {
    expect(() => decimal.parseValue(value)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    );
  });

  it.each(['true', 'null', 'TEN', '[1]', '{ a: 1 }'])('refuses %s in the text', (text) => {
    expect(() => decimal.parseLiteral(parseValue(text))).toThrow('Decimal is a string');
  });

  it('is made of nothing but strings', () => {
    expect(() => decimal.serialize(12.5)).toThrow(TypeError);
    expect(() => decimal.serialize(12n)).toThrow(TypeError);
  });
});

describe('DateTime', () => {
  it.each([
    ['2026-11-21T09:30:00.000Z', Date.UTC(2026, 10, 21, 9, 30)],
    ['2026-11-21T09:30:00Z', Date.UTC(2026, 10, 21, 9, 30)],
    ['2026-11-21T09:30:00.5Z', Date.UTC(2026, 10, 21, 9, 30, 0, 500)],
    ['2026-11-21T11:30:00.007+02:00', Date.UTC(2026, 10, 21, 9, 30, 0, 7)],
    ['2026-11-21T00:00:00-05:30', Date.UTC(2026, 10, 21, 5, 30)],
    ['2024-02-29T23:59:59.999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ['1970-01-01T00:00:00-00:00', 0],
    ['+002026-11-21T09:30:00.000Z', Date.UTC(2026, 10, 21, 9, 30)],
    ['+275760-09-13T00:00:00.000Z', INSTANT_MAX],
    ['-271821-04-20T00:00:00.000Z', -INSTANT_MAX],
  ])('reads %s', (text, instant) => {
    expect(dateTime.parseValue(text)).toBe(instant);
    expect(dateTime.parseLiteral(parseValue(JSON.stringify(text)))).toBe(instant);
  });

  it.each([0, 1, Date.UTC(2026, 10, 21), INSTANT_MAX, -INSTANT_MAX])('writes %d', (instant) => {
    const text = dateTime.serialize(instant);
    expect(text).toBe(new Date(instant).toISOString());
    expect(dateTime.parseValue(text)).toBe(instant);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '2026-12-31T23:59:60Z',
    '2026-11-21T09:30:00',
    '2026-11-21T09:30Z',
    '2026-11-21 09:30:00Z',
    '2026-11-21t09:30:00z',
    '2026-11-21T09:30:00.1234Z',
    '2026-11-21T09:30:00+24:00',
    '2026-11-21T09:30:00+01:60',
    '2026-11-21T09:30:00+0100',
    '2026-11-21',
    '26-11-21T09:30:00Z',
    '-000000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '+275760-09-13T00:00:00-00:01',
    ' 2026-11-21T09:30:00Z',
    '2026-11-21T09:30:00Z\n',
    '',
    1_795_253_400_000,
    null,
    true,
  ])('refuses %j', (value) => {
    expect(() => dateTime.parseValue(value)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    );
  });

  it('refuses numbers in the text', () => {
    expect(() => dateTime.parseLiteral(parseValue('1795253400000'))).toThrow('ISO 8601');
  });
});

describe('a unique code', () => {
  it.each([
    ['00000000-0000-0000-0000-000000000000', '00000000000000000000000000'],
    ['00000000-0000-0000-0000-00000000001f', '0000000000000000000000000Z'],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
    ['01563df3-6481-d676-4c61-efb99302bd5b', '01ARYZ6S41TSV4RRFFQ69G5FAV'],
  ])('of %s is %s', (id, code) => {
    expect(BigInt(`0x${id.replaceAll('-', '')}`)).toBe(decode(code));
    expect(uniqueCodeOf(id)).toBe(code);
  });
});

function decode(code: string): bigint {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let value = 0n;
  for (const letter of code) value = value * 32n + BigInt(alphabet.indexOf(letter));
  return value;
}
