import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page with all that went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console, uncaught errors, violations of the policy, requests to elsewhere. */
  readonly problems: readonly string[];
}

/** Opens an address in a browser that remembers nothing. */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  const { origin } = new URL(address);
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(address);
  return { page, problems };
}

/** Opens the playground, until its editors have what the active tab fills in. */
export async function openPlayground(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const visited = await visit(browser, address, options);
  const variables = visited.page.locator('.graphiql-editor-tool .graphiql-editor').first();
  // They are there, though hidden, when the headers are shown.
  await variables.getByText('{').first().waitFor({ state: 'attached' });
  return visited;
}

/** Shows a tab of the playground. */
export async function showTab(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
}

/** Presses Play; the answer as the server has sent it. */
export async function play(page: Page): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.getByRole('button', { name: /^Execute query/ }).click();
  return (await answered).text();
}

/** What stands in one of the editors, as far as it is in view. */
export async function textOf(page: Page, label: string): Promise<string> {
  const lines = page.getByRole('region', { name: label }).locator('.view-lines');
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}
