import type { Import, Source } from './source.ts';
import { type Zone, zoneOf, zones } from './zones.ts';

/** Every import of src/ goes in a direction that the table of zones allows. */
export function importDirections(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap((source) => {
      const name = zoneOf(source.path);
      const zone = name === undefined ? undefined : zones[name];
      if (name === undefined || !zone) return [`${source.path}: is in no zone of zones.ts`];
      return source.imports
        .filter((imported) => !isAllowed(name, zone, imported))
        .map(
          ({ specifier, line }) => `${source.path}:${line}: ${name} may not import ${specifier}`,
        );
    });
}

function isAllowed(name: string, zone: Zone, imported: Import): boolean {
  if (imported.path === null) {
    return zone.packages === 'any' || zone.packages.includes(imported.specifier);
  }
  const target = zoneOf(imported.path);
  if (target === undefined) return false;
  if (target === name || zone.imports === 'any' || zone.imports.includes(target)) return true;
  return imported.typesOnly && (zone.types ?? []).includes(target);
}

/** No file reaches itself through its imports, those of types included. */
export function importCycles(sources: readonly Source[]): string[] {
  const targets = new Map(
    sources.map(({ path, imports }) => [path, imports.map((imported) => imported.path)]),
  );
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) {
      cycles.push(`import cycle: ${[...trail.slice(seenAt), path].join(' → ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const target of targets.get(path) ?? []) {
      if (target !== null) visit(target, [...trail, path]);
    }
    finished.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return cycles;
}
