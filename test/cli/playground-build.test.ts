import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isStale } from '../../src/cli/demo/playground-build.ts';
import { directory } from './storno.ts';

describe('what the demo takes for a build of the playground', () => {
  it('is none, is older than a source however deep, or lacks nothing', () => {
    const cwd = directory();
    const at = (path: string, second: number): string => {
      const full = join(cwd, path);
      if (path.includes('.')) writeFileSync(full, '');
      else mkdirSync(full, { recursive: true });
      utimesSync(full, second, second);
      return full;
    };
    const sources = [at('src/deep', 100), at('lock.json', 100)].concat(join(cwd, 'src'));
    at('src/deep/page.tsx', 100);
    at('src/deep', 100);
    at('src', 100);
    const built = join(cwd, 'index.html');
    expect(isStale(built, sources)).toBe(true);
    at('index.html', 200);
    expect(isStale(built, sources)).toBe(false);
    at('src/deep/page.tsx', 300);
    expect(isStale(built, sources)).toBe(true);
    at('index.html', 400);
    expect(isStale(built, sources)).toBe(false);
    rmSync(join(cwd, 'src/deep/page.tsx'));
    expect(isStale(built, sources)).toBe(true);
    // Where a build was copied to, there are no sources.
    expect(isStale(at('index.html', 450), [join(cwd, 'none')])).toBe(false);
    expect(isStale(at('index.html', 4_102_444_800), sources)).toBe(false);
    at('lock.json', 4_102_444_801);
    expect(isStale(built, sources)).toBe(true);
  });
});
