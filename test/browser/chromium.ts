import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** Where a Chromium is on the PATH; null, with a word to whoever runs the tests: nowhere. */
export function findChromium(): string | null {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => directories.map((directory) => join(directory, name)));
  const found = paths.find(isExecutable) ?? null;
  if (!found) console.warn('There is no Chromium on the PATH: the browser tests were left out.');
  return found;
}

/** Starts it without a window. Its sandbox does not work for root, as CI runs it. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
