/** What a credential may be good for; `admin` is good for everything. */
export const SCOPES = [
  'ledger:read',
  'ledger:post',
  'ledger:cancel',
  'ledger:void',
  'ledger:delete',
  'purchase:cancel',
  'ledger:override',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** Null: the text names no scope. */
export function scopeNamed(text: string): Scope | null {
  return SCOPES.find((scope) => scope === text) ?? null;
}

/**
 * The scopes that a text of words names, as OAuth writes them: "ledger:read ledger:post". Words
 * that are no scopes of ours grant nothing here, whatever they may grant elsewhere.
 */
export function readScopes(text: string): readonly Scope[] {
  const words = new Set(text.split(' '));
  return SCOPES.filter((scope) => words.has(scope));
}

/** Whether scopes that are held are good for what one is asked for. */
export function grants(held: readonly Scope[], wanted: Scope): boolean {
  return held.includes('admin') || held.includes(wanted);
}
