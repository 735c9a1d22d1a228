import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { serve } from '../../src/serve.ts';
import { findChromium, launch } from './chromium.ts';
import { type Demo, send, startDemo } from './demo.ts';
import { openPlayground, play, showTab, textOf } from './visit.ts';

const chromium = findChromium();

/** What the tabs answer with at first, in their order. */
const FIRST_ANSWERS = {
  CancelTransaction: /"cancelTransaction":\{"__typename":"CancelTransactionSuccess"/,
  VoidTransaction: /"voidTransaction":\{"__typename":"VoidTransactionSuccess"/,
  DeleteTransaction: /"deleteTransaction":\{"__typename":"DeleteTransactionSuccess"/,
  CancelPurchase: /"cancelPurchase":\{"__typename":"CancelPurchaseSuccess"/,
  PreviewReversals: /CancelTransactionSuccess.*DependentTransactionsError.*PurchaseRefundedError/,
  WalletHistory: /"history":\{"edges":\[\{.*"endCursor"/,
  ReversalOptions: /"granted":true.*"granted":false.*TransactionTypeNotAllowedError/,
};

/** Machines that run tests are busy. */
const PATIENTLY = { timeout: 20_000 };

/** What a reload opens, as it is remembered. */
const CHOSEN_TAB = `(() => {
  const [, state] = Object.entries(sessionStorage).find(([key]) => key.endsWith(':tabState'));
  const { tabs, activeTabIndex } = JSON.parse(state);
  return tabs[activeTabIndex].operationName;
})()`;
const CONTAINER = '.graphiql-container';
const BACKGROUNDS = { light: 'rgb(255, 255, 255)', dark: 'rgb(33, 42, 59)' };

/** A server as `npm start` makes it, with an empty database. */
async function startServer(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'storno-server-'));
  const DATABASE_URL = `file:${join(directory, 'empty.db')}`;
  const server = await serve(readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL }));
  onTestFinished(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return server.url;
}

describe.runIf(chromium)('the playground of the demo in Chromium', () => {
  let browser: Browser;
  let demo: Demo;
  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(chromium ?? ''), startDemo()]);
  });
  afterAll(() => Promise.all([browser.close(), demo.close()]));

  it('runs each ready tab as it stands: granted, and refused the second time', async () => {
    const { page, problems } = await openPlayground(browser, demo.playground);
    for (const [title, answer] of Object.entries(FIRST_ANSWERS)) {
      await showTab(page, title);
      const text = await play(page);
      expect(text).toMatch(answer);
      expect(text).not.toContain('"errors"');
    }
    await showTab(page, 'CancelTransaction');
    expect(await play(page)).toContain('"__typename":"AlreadyReversedError"');
    await expect
      .poll(() => textOf(page, 'Result Window'), PATIENTLY)
      .toMatch(/"AlreadyReversedError",\s+"message": "The transaction was undone before\./);
    expect(problems).toEqual([]);
  });

  it('has schema, explorer and documentation without asking anybody', async () => {
    const { page, problems } = await openPlayground(browser, demo.playground);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
    await page.locator('.graphiql-explorer-root').getByText('cancelPurchase').waitFor();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByText('Mutation', { exact: true }).click();
    await page.getByText('Undoes a purchase whole').waitFor();
    expect(asked).not.toContain('/graphql');
    expect(problems).toEqual([]);
  });

  it('keeps its tabs over a reload, and the key nowhere', async () => {
    const { page, problems } = await openPlayground(browser, demo.playground);
    await showTab(page, 'WalletHistory');
    await play(page);
    await page.getByRole('region', { name: 'Variables' }).getByText('"walletId"').waitFor();
    // It remembers half a second after a change: which tab was chosen, too.
    await expect.poll(() => page.evaluate(CHOSEN_TAB), PATIENTLY).toBe('WalletHistory');
    const stored = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
    );
    expect(stored).not.toContain(demo.key);
    await page.reload();
    await page.getByRole('tab', { name: 'WalletHistory', selected: true }).waitFor();
    expect(await play(page)).toMatch(FIRST_ANSWERS.WalletHistory);
    expect(problems).toEqual([]);
  });

  it('shows stored text as text, whatever it is', async () => {
    const nasty = '<img src=x onerror="window.ran=1"><script>window.ran=2</script>\u001b[31m';
    const wallet = demo.operations.find(({ name }) => name === 'wallet-history')?.variables;
    const [walletId, text] = [wallet?.['walletId'], nasty].map((value) => JSON.stringify(value));
    const input = `walletId: ${walletId}, amount: "1.00", description: ${text}, reason: ${text}`;
    const posting = `mutation { postAdhocReward(input: { ${input} }) { __typename } }`;
    expect(await send(demo, posting)).toEqual({
      data: { postAdhocReward: { __typename: 'PostAdhocRewardSuccess' } },
    });
    const { page, problems } = await openPlayground(browser, `${demo.playground}#WalletHistory`);
    await page.getByRole('tab', { name: 'WalletHistory', selected: true }).waitFor();
    expect(await play(page)).toContain('onerror');
    const shown = async () => (await textOf(page, 'Result Window')).replaceAll(/\s/g, '');
    await expect
      .poll(shown, PATIENTLY)
      .toContain('<imgsrc=xonerror=\\"window.ran=1\\"><script>window.ran=2');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(problems).toEqual([]);
  });

  it('would not run what found its way into the page', async () => {
    const { page, problems } = await openPlayground(browser, demo.playground);
    await page.evaluate(`
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.ran=1">');
      const script = document.createElement('script');
      script.textContent = 'window.ran=2';
      document.body.append(script);
      setTimeout(() => { try { window.ran = eval('3') } catch {} });
      fetch('https://elsewhere.example/').catch(() => {});
    `);
    const forbidden = (name: string) => problems.filter((text) => text.includes(name)).length;
    await expect.poll(() => forbidden('connect-src'), PATIENTLY).toBe(1);
    await expect.poll(() => forbidden('script-src'), PATIENTLY).toBe(2);
    expect(problems.filter((text) => text.startsWith('elsewhere:'))).toEqual([]);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it.each([
    ['light', 1440, 900],
    ['dark', 390, 844],
  ] as const)(
    'fits a window, %s and %i wide, and has a name for every button',
    async (scheme, width, height) => {
      const options = { viewport: { width, height }, colorScheme: scheme };
      const { page, problems } = await openPlayground(browser, demo.playground, options);
      await showTab(page, 'ReversalOptions');
      await play(page);
      await expect
        .poll(() => textOf(page, 'Result Window'), PATIENTLY)
        .toContain('"reversalOptions"');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      for (const name of ['Operation Editor', 'Variables', 'Result Window']) {
        const box = await page.getByRole('region', { name }).boundingBox();
        expect(box?.width).toBeGreaterThan(width / 3);
        expect(box?.height).toBeGreaterThan(80);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
      }
      const nameless = /- (?:button|link|textbox|tab)(?:$|:| \[)/m;
      expect(await page.locator('body').ariaSnapshot()).not.toMatch(nameless);
      const background = `getComputedStyle(document.querySelector('${CONTAINER}')).backgroundColor`;
      expect(await page.evaluate(background)).toBe(BACKGROUNDS[scheme]);
      expect(problems).toEqual([]);
    },
  );

  it('fills in no key for a server that is no demo, and says where to put one', async () => {
    const url = await startServer();
    const { page, problems } = await openPlayground(browser, `${url}/playground`);
    await page
      .getByRole('region', { name: 'Headers' })
      .getByText('Put your API key here')
      .waitFor();
    expect(await play(page)).toContain('"code":"UNAUTHENTICATED"');
    await page
      .getByRole('region', { name: 'Result Window' })
      .getByText('UNAUTHENTICATED')
      .waitFor();
    expect(problems).toEqual([expect.stringContaining('401')]);
    const opening = await (await fetch(`${url}/playground/opening.json`)).text();
    expect(opening).toContain('"apiKey":null');
    expect(opening).not.toMatch(/storno_[a-z2-7]{12}_/);
  });
});
