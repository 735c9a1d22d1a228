import type { Storage as GraphiqlStorage } from '@graphiql/toolkit';
import type { Opening } from '../../examples/opening.ts';

/**
 * Kept no longer than the page. GraphiQL stores what ran together with its headers, so with the
 * key. It also stores the texts of its editors a second time, apart from the tabs, and opens one
 * more tab when it finds the two different.
 */
const NOT_STORED = new Set(
  ['queries', 'favorites', 'query', 'variables', 'headers'].map((name) => `graphiql:${name}`),
);

/**
 * Where the playground remembers what was open. A demo has ids and a key that are new at each
 * start: its tabs are of no use to the next one, and end with the window.
 */
export function storageFor({ apiKey }: Opening): GraphiqlStorage {
  const area = apiKey === null ? localStorage : sessionStorage;
  const [, demo = ''] = apiKey?.split('_') ?? [];
  const own = (key: string): string => `storno:${demo}:${key}`;
  const ownKeys = (): string[] => Object.keys(area).filter((key) => key.startsWith(own('')));
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? area.getItem(own(key)),
    setItem: (key, value) => {
      if (NOT_STORED.has(key)) memory.set(key, value);
      else area.setItem(own(key), value);
    },
    removeItem: (key) => {
      memory.delete(key);
      area.removeItem(own(key));
    },
    clear: () => {
      memory.clear();
      for (const key of ownKeys()) area.removeItem(key);
    },
    get length() {
      return memory.size + ownKeys().length;
    },
  };
}
