import type { TrustedDocuments } from '../graphql/trusted-documents.ts';

/** What a request asks for: the fields of its body, or of its search in a GET. */
export type Asked = Readonly<Record<string, unknown>>;

/** The name of an operation stands at its beginning, if anywhere. */
const OPERATION = /^\s*(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/;
/** What composition asks a subgraph, under whatever name, and nothing beside it. */
const SDL_QUERY = /^(?:query\b\s*(?:[_A-Za-z]\w*)?\s*)?\{\s*_service\s*\{\s*sdl\s*\}\s*\}$/;
const COMMENT = /#[^\n\r]*/g;

/** Null: a list of operations, or no JSON object at all. */
export function askedIn(body: unknown): Asked | null {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject ? (body as Asked) : null;
}

/** For the log only: Apollo makes up its own mind about which operation is meant. */
export function operationNameOf({ operationName, query }: Asked): string | null {
  if (typeof operationName === 'string') return operationName;
  return typeof query === 'string' ? (OPERATION.exec(query)?.[1] ?? null) : null;
}

/** Whether only the schema is asked for, as composition needs it. */
export function asksForSdl({ query }: Asked): boolean {
  return typeof query === 'string' && SDL_QUERY.test(query.replaceAll(COMMENT, '').trim());
}

/** The same request with the text of a trusted document; null: it asks for none of them. */
export function trusted(asked: Asked, documents: TrustedDocuments): Asked | null {
  const { query, documentId, extensions, ...rest } = asked;
  const ids = [documentId, hashIn(extensions)].filter((id) => id !== undefined);
  const [id = null, other = id] = ids;
  const text = query ?? null;
  if (id !== other || !isTextOrNull(id) || !isTextOrNull(text)) return null;
  const found = documents.find({ id, text });
  return found === null ? null : { ...rest, query: found };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

/** Where Apollo's clients name a document; in a GET it is text. */
function hashIn(extensions: unknown): unknown {
  const persisted = fieldOf(
    typeof extensions === 'string' ? parsed(extensions) : extensions,
    'persistedQuery',
  );
  return fieldOf(persisted, 'sha256Hash');
}

function fieldOf(value: unknown, name: string): unknown {
  return askedIn(value)?.[name];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
