/** Who may import whom. A file belongs to the zone with the longest matching path. */
export interface Zone {
  /** Zones beside itself that it may import. */
  readonly imports: readonly string[] | 'any';
  /** Zones of which it may import types only. */
  readonly types?: readonly string[];
  /** Packages and node: modules that it may import. */
  readonly packages: readonly string[] | 'any';
}

export const zones: Readonly<Record<string, Zone>> = {
  // node:crypto is for the hash chain; random ids are caught by the rules on purity.
  'src/ledger': { imports: [], packages: ['node:crypto'] },
  'src/merchant': { imports: ['src/ledger'], packages: ['node:crypto', 'jose'] },
  'src/store': { imports: ['src/ledger', 'src/merchant'], packages: 'any' },
  'src/store/sqlite': { imports: ['src/ledger', 'src/merchant', 'src/store'], packages: 'any' },
  'src/store/postgres': { imports: ['src/ledger', 'src/merchant', 'src/store'], packages: 'any' },
  // It chooses the engine.
  'src/store/open.ts': {
    imports: ['src/ledger', 'src/store', 'src/store/sqlite', 'src/store/postgres'],
    packages: 'any',
  },
  // What moves a ledger from one engine to another has to know both.
  'src/store/copy': {
    imports: ['src/ledger', 'src/store', 'src/store/sqlite', 'src/store/postgres'],
    packages: 'any',
  },
  'src/graphql': { imports: ['src/ledger', 'src/merchant'], packages: 'any' },
  'src/examples': { imports: [], packages: ['node:fs', 'zod'] },
  // It runs in a browser.
  'src/playground': { imports: ['src/examples'], packages: 'any' },
  'src/http': {
    imports: ['src/graphql', 'src/merchant', 'src/telemetry', 'src/config.ts', 'src/ids.ts'],
    types: ['src/ledger', 'src/examples', 'src/config'],
    packages: 'any',
  },
  'src/telemetry': { imports: ['src/merchant'], packages: 'any' },
  'src/artifacts': { imports: ['src/examples'], packages: 'any' },
  'src/config': { imports: [], types: ['src/ledger', 'src/merchant'], packages: 'any' },
  'src/config.ts': { imports: ['src/config'], packages: 'any' },
  'src/ids.ts': { imports: [], packages: ['node:crypto', 'uuid'] },
  'src/young-objects.ts': { imports: [], packages: ['node:v8'] },
  'src/cli': { imports: 'any', packages: 'any' },
  'src/serve.ts': { imports: 'any', packages: 'any' },
  'src/main.ts': { imports: 'any', packages: 'any' },
  'src/build': { imports: [], packages: 'any' },
};

const zoneNames = Object.keys(zones).toSorted((a, b) => b.length - a.length);

export function zoneOf(path: string): string | undefined {
  return zoneNames.find((name) => path === name || path.startsWith(`${name}/`));
}
