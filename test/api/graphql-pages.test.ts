import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  connect,
  PAGE_SIZE_DEFAULT,
  PAGE_SIZE_MAX,
  type PageArguments,
  type PagedList,
} from '../../src/graphql/connection.ts';
import {
  CURSOR_LENGTH_MAX,
  type CursorScope,
  readCursor,
  writeCursor,
} from '../../src/graphql/cursor.ts';

interface Place {
  readonly rank: number;
}
const places: z.ZodType<Place> = z.object({ rank: z.int() });

const scope: CursorScope = {
  key: createSecretKey(randomBytes(32)),
  list: 'history',
  merchantId: 'acme',
  walletId: 'w-1',
};

describe('a cursor', () => {
  it('is read back where it was written', () => {
    const cursor = writeCursor(scope, { rank: 7 });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(cursor.length).toBeLessThan(CURSOR_LENGTH_MAX);
    expect(readCursor(scope, places, cursor)).toEqual({ rank: 7 });
  });

  it.each([
    { key: createSecretKey(randomBytes(32)) },
    { list: 'lots' },
    { merchantId: 'other' },
    { walletId: 'w-2' },
    { merchantId: 'acme","w-1', walletId: '' },
  ])('is worth nothing in another scope: %o', (other) => {
    expect(readCursor({ ...scope, ...other }, places, writeCursor(scope, { rank: 7 }))).toBeNull();
  });

  it('is worth nothing once a single character differs', () => {
    const cursor = writeCursor(scope, { rank: 7 });
    const changed = Array.from(
      cursor,
      (letter, at) => `${cursor.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`,
    );
    expect(changed.filter((text) => readCursor(scope, places, text) !== null)).toEqual([]);
  });

  it.each([
    '',
    'x',
    'null',
    '{"rank":7}',
    Buffer.from('{"rank":7}').toString('base64url'),
    'A'.repeat(CURSOR_LENGTH_MAX + 1),
    '\u0000',
    '🦊'.repeat(20),
  ])('is nothing that a caller makes up: %j', (text) => {
    expect(readCursor(scope, places, text)).toBeNull();
  });

  it.each(['=', ' ', '\n', '.', 'A'])('ends where it ends, and not with %j', (tail) => {
    expect(readCursor(scope, places, `${writeCursor(scope, { rank: 7 })}${tail}`)).toBeNull();
  });
});

/** The whole numbers below `count`, as a list that is read page by page. */
function numbers(count: number): PagedList<number, Place, string> & { readonly fetches: number[] } {
  const all = Array.from({ length: count }, (_, rank) => rank);
  const fetches: number[] = [];
  return {
    fetches,
    scope,
    places,
    fetch: async ({ limit, beyond, backwards }) => {
      fetches.push(limit);
      const { rank } = beyond ?? { rank: backwards ? count : -1 };
      return backwards
        ? all.filter((number) => number < rank).slice(-limit)
        : all.filter((number) => number > rank).slice(0, limit);
    },
    placeOf: (rank) => ({ rank }),
    nodeOf: (rank) => `number ${rank}`,
  };
}

async function pageOf(count: number, page: PageArguments) {
  const { edges, pageInfo } = await connect(numbers(count), page);
  return {
    nodes: edges.map(({ node }) => Number(node.slice('number '.length))),
    previous: await pageInfo.hasPreviousPage(),
    next: await pageInfo.hasNextPage(),
  };
}

const at = (rank: number): string => writeCursor(scope, { rank });

describe('a page', () => {
  it.each([
    [{}, [0, 1, 2, 3, 4], false, false],
    [{ first: 5 }, [0, 1, 2, 3, 4], false, false],
    [{ first: 4 }, [0, 1, 2, 3], false, true],
    [{ first: 2, after: at(0) }, [1, 2], true, true],
    [{ first: 2, after: at(2) }, [3, 4], true, false],
    [{ first: 2, after: at(4) }, [], true, false],
    [{ after: at(-1) }, [0, 1, 2, 3, 4], false, false],
    [{ last: 5 }, [0, 1, 2, 3, 4], false, false],
    [{ last: 4 }, [1, 2, 3, 4], true, false],
    [{ last: 2, before: at(4) }, [2, 3], true, true],
    [{ last: 2, before: at(2) }, [0, 1], false, true],
    [{ last: 2, before: at(0) }, [], false, true],
    [{ before: at(3) }, [0, 1, 2], false, true],
    [{ first: null, after: null, last: 1, before: null }, [4], true, false],
  ])('of five, asked for by %o', async (page, nodes, previous, next) => {
    expect(await pageOf(5, page)).toEqual({ nodes, previous, next });
  });

  it('of nothing is empty', async () => {
    expect(await pageOf(0, {})).toEqual({ nodes: [], previous: false, next: false });
    const { pageInfo } = await connect(numbers(0), {});
    expect(pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });

  it('leads through a list, forwards and back, without a gap', async () => {
    const list = numbers(23);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: PageArguments = { first: 5, after: cursor };
      const { edges, pageInfo } = await connect(list, page);
      seen.push(...edges.map(({ node }) => node));
      cursor = (await pageInfo.hasNextPage()) ? pageInfo.endCursor : null;
    } while (cursor !== null);
    do {
      const page: PageArguments = { last: 4, before: cursor };
      const { edges, pageInfo } = await connect(list, page);
      seen.unshift(...edges.map(({ node }) => node));
      cursor = (await pageInfo.hasPreviousPage()) ? pageInfo.startCursor : null;
    } while (cursor !== null);
    const forwards = Array.from({ length: 23 }, (_, rank) => `number ${rank}`);
    expect(seen.slice(23)).toEqual(forwards);
    expect(seen.slice(0, 23)).toEqual(forwards);
  });

  it('is fetched once, unless the caller asks what lies behind it', async () => {
    const list = numbers(300);
    const { edges, pageInfo } = await connect(list, { after: at(9) });
    await pageInfo.hasNextPage();
    expect(edges).toHaveLength(PAGE_SIZE_DEFAULT);
    expect(list.fetches).toEqual([PAGE_SIZE_DEFAULT + 1]);
    await pageInfo.hasPreviousPage();
    expect(list.fetches).toEqual([PAGE_SIZE_DEFAULT + 1, 1]);
  });

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ first: PAGE_SIZE_MAX + 1 }, 'first'],
    [{ first: 1_001 }, 'first'],
    [{ last: 0 }, 'last'],
    [{ last: PAGE_SIZE_MAX + 1 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: at(1), last: 1 }, 'last'],
    [{ first: 1, before: at(1) }, 'before'],
    [{ after: at(1), before: at(3) }, 'before'],
    [{ first: 1, after: 'made up' }, 'after'],
    [{ last: 1, before: 'made up' }, 'before'],
    [{ after: '' }, 'after'],
    [{ after: writeCursor({ ...scope, walletId: 'w-2' }, { rank: 1 }) }, 'after'],
  ])('is refused for %o, with the field', async (page, field) => {
    await expect(connect(numbers(5), page)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field },
    });
  });
});
