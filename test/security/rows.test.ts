import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROWS } from './rows.ts';

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

describe('every row of what may be sent', () => {
  it.each(Object.entries(ROWS))('is tried: %s, %s', (name) => {
    const tried = new RegExp(
      `describe(\\.each\\(\\w+\\))?\\(\\s*\`against \\$\\{ROWS\\.${name}\\}`,
    );
    expect(sources.filter((source) => tried.test(source))).not.toEqual([]);
  });
});
