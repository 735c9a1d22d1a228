/** Nothing but what a page names below; in no frame, with no form to be sent. */
const NOTHING = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * For the playground and its workers. Scripts come from files of this server alone: none that
 * stands in a page, none that is made from text. Styles may stand in the page, because the editor
 * writes those of its colours, lines and cursors while it runs, under no fixed hash and with no
 * nonce; as nothing can be loaded from elsewhere, a style has no way to tell what it sees. The
 * fonts and icons of the editor are part of its style sheet: hence `data:`.
 */
export const SCRIPTED_POLICY = [
  ...NOTHING,
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
].join('; ');

/** The schema is a page without any script. */
export const SCHEMA_PAGE_POLICY = [...NOTHING, "style-src 'self'", "img-src 'self'"].join('; ');
