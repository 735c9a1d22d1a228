import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPoliciesFile } from '../../src/cli/policies-file.ts';
import { parseApiKey } from '../../src/merchant/api-key.ts';
import { readPolicies } from '../../src/store/policies.ts';
import { directory, row, run } from './storno.ts';

const program = ['program', 'create', '--merchant', 'acme', '--program', 'rewards'] as const;
const GBP = { code: 'GBP', kind: 'MONEY', scale: 2 } as const;
const money = ['--currency', 'GBP:MONEY:2'] as const;

function policiesOf(cwd: string) {
  return readPolicies(
    row(cwd, z.object({ policies: z.string() }), 'select * from program').policies,
  );
}

describe('storno migrate', () => {
  it('creates a database, and says when there is nothing to do', async () => {
    const cwd = directory();
    const first = await run(cwd, 'migrate');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^test\.db: created, with \d+ migrations?\n$/);
    expect((await run(cwd, 'migrate')).stdout).toBe('test.db: was up to date already\n');
  });
});

describe('storno program create', () => {
  it('creates what is missing, and says what was there', async () => {
    const cwd = directory();
    const first = await run(cwd, ...program, '--currency', 'stars:POINTS:2', ...money);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout.match(/: created$/gm)).toHaveLength(4);
    const again = await run(
      cwd,
      ...program,
      '--currency',
      'stars:POINTS:2',
      '--currency',
      'J:MONEY:0',
    );
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout.match(/: was there already/g)).toHaveLength(3);
    expect(again.stdout).toContain('currency J:MONEY:0: created');
  });

  it('takes policies as people write them', async () => {
    const cwd = directory();
    const policies = {
      voids: { adjustmentPeriodDays: 30, voidableTypes: ['ADHOC_REWARD'] },
      fee: { amount: '1.5' },
      cashback: { percentage: '2.5' },
      depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: '10' }],
      recurringFees: [{ intervalDays: 7, amount: '0.5' }],
    };
    writeFileSync(join(cwd, 'policies.json'), JSON.stringify(policies));
    const currencies = [...money, '--currency', 'stars:POINTS:1'];
    const done = await run(cwd, ...program, ...currencies, '--policies', 'policies.json');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(policiesOf(cwd)).toEqual({
      voids: { enabled: true, voidableTypes: ['ADHOC_REWARD'], adjustmentPeriodDays: 30 },
      onShortfall: 'REJECT',
      pointsLifetimeDays: null,
      holdTimeoutSeconds: 900,
      onExpiredGift: 'EXPIRE',
      fee: { amount: 150n },
      cashback: { percentage: 25_000n },
      depreciations: [{ basis: 'PER_TRANSACTION', intervalDays: 30, percentage: 100_000n }],
      recurringFees: [{ intervalDays: 7, amount: 5n }],
    });
  });

  it.each([
    ['{"fee":{"amount":"1.005"}}', /fee\.amount: "1\.005" has more than 2 digits/],
    ['{"fee":{"amount":"0"}}', /fee\.amount: "0" is not more than zero/],
    ['{"cashback":{"percentage":"101"}}', /cashback\.percentage: "101" is more than 100/],
    ['{"cashback":{}}', /cashback: name either an amount or a percentage/],
    ['{"recurringFees":[{"intervalDays":0,"amount":"1"}]}', /recurringFees\.0\.intervalDays: /],
    ['{"voids":{"enabled":"yes"}}', /voids\.enabled: /],
    ['{"voids":{"voidableTypes":["PURCHASE"]}}', /voids\.voidableTypes\.0: /],
    ['{"pointsLifetimeDays":0}', /pointsLifetimeDays: /],
    ['{"fees":null}', /"fees"/],
    ['{', /policies\.json is not JSON/],
  ])('refuses the policies %s', async (text, reason) => {
    const cwd = directory();
    const path = join(cwd, 'policies.json');
    writeFileSync(path, text);
    await expect(readPoliciesFile(path, [GBP])).rejects.toThrow(reason);
  });

  it('refuses a fee in an amount of no known currency', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'policies.json'), '{"fee":{"amount":"1"}}');
    const stars = ['--currency', 'stars:POINTS:2', '--policies', 'policies.json'];
    const refused = await run(cwd, ...program, ...stars);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^storno: policies\.json: fee\.amount: .* MONEY .*\n$/);
  });

  it('does not change what a currency counts in, and creates nothing beside it', async () => {
    const cwd = directory();
    await run(cwd, ...program, ...money);
    const other = ['program', 'create', '--merchant', 'acme', '--program', 'other'];
    const refused = await run(cwd, ...other, '--currency', 'GBP:MONEY:3');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('GBP is there already, as GBP:MONEY:2');
  });
});

describe('storno key', () => {
  it('makes a key whose last line is the key, and revokes it', async () => {
    const cwd = directory();
    await run(cwd, ...program, ...money);
    const key = ['key', 'create', '--merchant', 'acme', '--name', 'Till 4', '--scope', 'admin'];
    const made = await run(cwd, ...key, '--expires-in-days', '1');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const { prefix = '' } = parseApiKey(made.stdout.trim().split('\n').at(-1) ?? '') ?? {};
    expect(prefix).not.toBe('');
    expect((await run(cwd, 'key', 'revoke', prefix)).stdout).toContain(': revoked\n');
    expect((await run(cwd, 'key', 'revoke', prefix)).stdout).toContain(': was revoked before\n');
    const unknown = await run(cwd, 'key', 'revoke', 'abcdefghijkl');
    expect(unknown).toMatchObject({ code: 1, stderr: 'storno: there is no such key\n' });
  });

  it('makes a key that says what it is for, and lists it without its secret', async () => {
    const cwd = directory();
    await run(cwd, ...program, ...money);
    const key = ['key', 'create', '--merchant', 'acme', '--name', 'Till 5'];
    const scopes = ['--scope', 'ledger:read', '--scope', 'ledger:cancel', '--scope', 'ledger:read'];
    const made = await run(cwd, ...key, ...scopes);
    const text = made.stdout.trim().split('\n').at(-1) ?? '';
    const { prefix = '', secret = '' } = parseApiKey(text) ?? {};
    await run(cwd, ...key, '--scope', 'admin', '--expires-in-days', '1');
    const listed = await run(cwd, 'key', 'list', '--merchant', 'acme');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    const [first = '', second = ''] = listed.stdout.trim().split('\n');
    expect(first).toMatch(new RegExp(`^${prefix}  in force  ledger:read,ledger:cancel  20`));
    expect(second).toMatch(/ {2}in force until 20\d\d-.* {2}admin {2}20.* {2}Till 5$/);
    expect(listed.stdout).not.toContain(secret);
  });

  it('is refused for nobody, and without a database', async () => {
    const cwd = directory();
    const key = ['key', 'create', '--merchant', 'nobody', '--name', 'x', '--scope', 'admin'];
    expect((await run(cwd, ...key)).stderr).toMatch(/^storno: there is no database test\.db.*\n$/);
    await run(cwd, 'migrate');
    const refused = await run(cwd, ...key);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^storno: there is no merchant nobody.*\n$/);
  });
});

describe('a mistake on the command line', () => {
  it.each([
    [['nosuch'], 2, /unknown command 'nosuch'/],
    [['program', 'create', '--merchant', 'a'], 2, /'--program <id>' not specified/],
    [[...program, '--currency', 'GBP:MONEY:9'], 2, /not CODE:KIND:SCALE/],
    [[...program, ...money, ...money], 2, /GBP is named twice/],
    [['program', 'create', '--merchant', ' a', '--program', 'b', ...money], 2, /'--merchant <id>'/],
    [['key', 'create', '--merchant', 'a', '--name', 'b'], 2, /'--scope <scope>' not specified/],
    [
      ['key', 'create', '--merchant', 'a', '--name', 'b', '--scope', 'ledger:write'],
      2,
      /no scope; scopes are ledger:read, .*, admin/,
    ],
    [['import', 'x', '--batch', '0'], 2, /whole number from 1 to/],
    [['import', 'nosuch.jsonl'], 1, /ENOENT.*nosuch\.jsonl/],
    [['verify'], 1, /there is no database/],
    [['migrate', '--database', 'mysql://u:secret@h/d'], 1, /--database must be file:PATH/],
    [['migrate', '--database', 'file:nosuch/x.db'], 1, /there is no directory nosuch/],
  ])('%j ends with %i, one line and no stack', async (args, code, reason) => {
    const refused = await run(directory(), ...args);
    expect(refused).toMatchObject({ code, stdout: '' });
    expect(refused.stderr).toMatch(reason);
    expect(refused.stderr).toMatch(/^[^\n]+\n$/);
    expect(refused.stderr).not.toContain('secret');
  });

  it('names a file that is no database', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'test.db'), 'a letter to the bank, and by no means a database');
    const refused = await run(cwd, 'verify');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^storno: the database could not be used: .*\n$/);
  });
});
