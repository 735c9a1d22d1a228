import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, isObjectType, isUnionType } from 'graphql';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launch } from './chromium.ts';
import { type Demo, startDemo } from './demo.ts';
import { visit } from './visit.ts';

const REVERSALS = ['cancelTransaction', 'voidTransaction', 'deleteTransaction', 'cancelPurchase'];
const contract = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const schema = buildSchema(contract, { assumeValidSDL: true });

const chromium = findChromium();

/** The union of a mutation: `cancelTransaction` answers with `CancelTransactionResult`. */
function membersOf(mutation: string): readonly GraphQLObjectType[] {
  const union = schema.getType(`${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Result`);
  if (!isUnionType(union)) throw new Error(`${mutation} has no union`);
  return union.getTypes();
}

/** What a drawing says of a type: its description, and its fields with their types. */
async function saidBy(drawing: Locator) {
  const [name = ''] = await drawing.locator('h4').allInnerTexts();
  const [description = ''] = await drawing.locator(':scope > p').allInnerTexts();
  const fields = await drawing.locator('.field').allInnerTexts();
  return { name, description, fields: fields.toSorted() };
}

/** What the contract says of it; the message that all refusals have is drawn once. */
function saidIn(name: string) {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no type`);
  const isRefusal = type.getInterfaces().some((parent) => parent.name === 'LedgerError');
  const fields = Object.values(type.getFields())
    .filter((field) => !isRefusal || field.name !== 'message')
    .map((field) => `${field.name}: ${String(field.type)}`);
  return { name, description: type.description, fields: fields.toSorted() };
}

describe.runIf(chromium)('the schema as a picture in Chromium', () => {
  let browser: Browser;
  let demo: Demo;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(chromium ?? ''), startDemo()]);
  });
  afterAll(() => Promise.all([browser.close(), demo.close()]));
  const open = (options = {}) => visit(browser, `${demo.playground}/schema`, options);

  it.each(REVERSALS)(
    'shows each member of the union of %s, as the contract has it',
    async (name) => {
      const { page, problems } = await open();
      const [success, ...refusals] = membersOf(name).map((member) => member.name);
      const drawn = page.locator(`#${name}`);
      const shown = await Promise.all((await drawn.locator('.refusal').all()).map(saidBy));
      expect(shown).toEqual(refusals.map(saidIn));
      const granted = await saidBy(drawn.locator('.success'));
      expect({ ...granted, fields: [...new Set(granted.fields)] }).toEqual(saidIn(success ?? ''));
      expect(shown.every(({ description }) => description.startsWith('Returned when'))).toBe(true);
      expect(problems).toEqual([]);
    },
  );

  it('tells the place of each refusal in the order of each reversal', async () => {
    const { page } = await open();
    for (const row of await page.locator('.overview tbody tr').all()) {
      const refusal = await row.locator('th').innerText();
      const places = REVERSALS.map((name) =>
        membersOf(name).findIndex((member) => member.name === refusal),
      );
      const shown = places.map((place) => (place < 0 ? '' : String(place)));
      expect([refusal, ...(await row.locator('td').allInnerTexts())]).toEqual([refusal, ...shown]);
    }
  });

  it('draws every other mutation, once it is opened', async () => {
    const { page } = await open();
    const others = Object.keys(schema.getMutationType()?.getFields() ?? {}).filter(
      (name) => !REVERSALS.includes(name),
    );
    const summaries = page.locator('#others summary > code');
    expect(await summaries.allInnerTexts()).toEqual(others);
    await summaries.getByText('refundPurchase', { exact: true }).click();
    await page.locator('#refundPurchase').getByText('GiftBalanceExpiredError').waitFor();
  });

  it('leads to the tab of the playground, and back', async () => {
    const { page, problems } = await open();
    const region = page.getByRole('region', { name: 'cancelPurchase' });
    await region.getByRole('link', { name: 'Try it in the playground' }).click();
    await page.getByRole('tab', { name: 'CancelPurchase', selected: true }).waitFor();
    await page.getByRole('region', { name: 'Variables' }).getByText('"order-2001"').waitFor();
    await page.getByRole('link', { name: 'Schema as a picture' }).click();
    await page.getByRole('heading', { name: 'What each reversal can answer' }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each([
    ['light', 1440, 'rgb(250, 249, 246)'],
    ['dark', 390, 'rgb(17, 22, 20)'],
  ] as const)('fits a window, %s and %i wide, without a script', async (scheme, width, paper) => {
    const viewport = { width, height: 844 };
    const options = { viewport, colorScheme: scheme, javaScriptEnabled: false };
    const { page, problems } = await open(options);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.locator('script').count()).toBe(0);
    const background = 'getComputedStyle(document.documentElement).backgroundColor';
    expect(await page.evaluate(background)).toBe(paper);
    for (const refusal of await page.locator('.call .refusal h4').all()) {
      if (!(await refusal.isVisible())) continue;
      const box = await refusal.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
    expect(problems).toEqual([]);
  });
});
