import type { ZodType } from 'zod';
import type { Page } from '../ledger/store.ts';
import { type CursorScope, readCursor, writeCursor } from './cursor.ts';
import { badUserInput } from './errors.ts';
import type { PageInfoParent } from './parents.ts';

export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 1_000;

/** Relay's arguments. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A list that is read page by page. */
export interface PagedList<Row, Place, Node> {
  readonly scope: CursorScope;
  readonly places: ZodType<Place>;
  /** Rows in the order of the list, whichever way the page lies. */
  fetch(page: Page<Place>): Promise<readonly Row[]>;
  placeOf(row: Row): Place;
  nodeOf(row: Row): Node;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfoParent;
}

interface Window {
  readonly backwards: boolean;
  readonly size: number;
  readonly cursor: string | null;
}

/** Forwards by `first` and `after`, or backwards by `last` and `before`. */
function windowOf({ first, after, last, before }: PageArguments): Window {
  const backwards = (last ?? before ?? null) !== null;
  if (backwards && (first ?? after ?? null) !== null) {
    const field = (last ?? null) === null ? 'before' : 'last';
    throw badUserInput('Use first and after, or last and before, not both.', field);
  }
  const size = (backwards ? last : first) ?? PAGE_SIZE_DEFAULT;
  if (size < 1 || size > PAGE_SIZE_MAX) {
    const field = backwards ? 'last' : 'first';
    throw badUserInput(`${field} is not between 1 and ${PAGE_SIZE_MAX}.`, field);
  }
  return { backwards, size, cursor: (backwards ? before : after) ?? null };
}

function placeIn<Row, Place, Node>(
  list: PagedList<Row, Place, Node>,
  { cursor, backwards }: Window,
): Place | null {
  if (cursor === null) return null;
  const place = readCursor(list.scope, list.places, cursor);
  if (place !== null) return place;
  const field = backwards ? 'before' : 'after';
  throw badUserInput(`${field} is not a cursor of this list.`, field);
}

/** One page of a list. */
export async function connect<Row, Place extends object, Node>(
  list: PagedList<Row, Place, Node>,
  page: PageArguments,
): Promise<Connection<Node>> {
  const window = windowOf(page);
  const { backwards, size } = window;
  const beyond = placeIn(list, window);
  // One more than asked for tells whether there are more.
  const fetched = await list.fetch({ limit: size + 1, beyond, backwards });
  const isMore = fetched.length > size;
  const rows = backwards ? fetched.slice(-size) : fetched.slice(0, size);
  // A cursor is signed, and many a caller asks for none.
  const edges = rows.map((row) => ({
    get cursor() {
      return writeCursor(list.scope, list.placeOf(row));
    },
    node: list.nodeOf(row),
  }));

  /** Whether the list goes on behind the side that the page was entered from. */
  const goesOn = async (from: Row | undefined): Promise<boolean> => {
    if (beyond === null) return false;
    // Nothing on the page: then all there is lies on the other side.
    const place = from === undefined ? null : list.placeOf(from);
    return (await list.fetch({ limit: 1, beyond: place, backwards: !backwards })).length > 0;
  };
  return {
    edges,
    pageInfo: {
      get startCursor() {
        return edges.at(0)?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
      hasNextPage: async () => (backwards ? goesOn(rows.at(-1)) : isMore),
      hasPreviousPage: async () => (backwards ? isMore : goesOn(rows.at(0))),
    },
  };
}
