import type { HistoryFilter, HistoryPlace, HistoryRow, Page } from './store.ts';

/**
 * A page of recorded transactions with the derived rows that belong on it. `recorded` is the page
 * as it would be without them, in whatever order; so nothing that belongs on it is missing.
 */
export function mergePage(
  recorded: readonly HistoryRow[],
  derived: readonly HistoryRow[],
  filter: HistoryFilter,
  page: Page<HistoryPlace>,
): HistoryRow[] {
  const { beyond, backwards, limit } = page;
  const listed = derived.filter(({ effectiveAt, transaction }) => {
    const { types, from, to } = filter;
    if (types !== null && !types.includes(transaction.type)) return false;
    return (from === null || effectiveAt >= from) && (to === null || effectiveAt < to);
  });
  const onPage = listed.filter((row) => {
    const order = beyond === null ? 1 : newestFirst(beyond, row);
    return beyond === null || (backwards ? order > 0 : order < 0);
  });
  const rows = [...recorded, ...onPage].toSorted(newestFirst);
  return backwards ? rows.slice(-limit) : rows.slice(0, limit);
}

function newestFirst(a: HistoryPlace, b: HistoryPlace): number {
  return b.effectiveAt - a.effectiveAt || b.sequence - a.sequence;
}
