/** Keys, whole or cut off, and tokens: they begin as the JSON of their header does in base 64. */
const CREDENTIALS = /storno_[a-z2-7]{12}_[\w?-]+|eyJ[\w.?-]{8,}/g;

/** A text without what looks like a credential, wherever somebody may have put one by mistake. */
export function redact(text: string): string {
  return text.replace(CREDENTIALS, '[credential]');
}
