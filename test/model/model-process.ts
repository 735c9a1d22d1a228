import { START } from './lanes.ts';
import { serveModel } from './served-model.ts';

/** What a server in a process of its own tells the one that started it. */
export type Told = { readonly url: string } | { readonly at: number } | { readonly defect: string };

const tell = (told: Told): void => void process.send?.(told);

// Serves the ledger that its argument names. A message sets its clock, and is answered.
if (import.meta.main) {
  const [database = ''] = process.argv.slice(2);
  let clock = START;
  const served = await serveModel(database, {
    now: () => clock,
    onDefect: (defect) => tell({ defect }),
  });
  process.on('message', (at: number) => {
    clock = at;
    tell({ at });
  });
  // Whoever started it is done, or gone.
  process.once('disconnect', () => void served.close());
  tell({ url: served.url });
}
