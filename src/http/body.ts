import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import { type Answer, BODY_BYTES_MAX, refusal } from './answer.ts';

/** Either the parsed JSON, or why there is none. */
export type Body =
  | { readonly json: unknown; readonly refused?: never }
  | { readonly json?: never; readonly refused: Answer };

/** The caller hung up while it was sending: there is nobody to answer. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

const tooLarge = refusal(
  413,
  'PAYLOAD_TOO_LARGE',
  `The body is larger than ${BODY_BYTES_MAX} bytes.`,
);
const notJson = refusal(
  415,
  'UNSUPPORTED_MEDIA_TYPE',
  'The content type must be application/json, in UTF-8.',
);
const encoded = refusal(
  415,
  'UNSUPPORTED_MEDIA_TYPE',
  'The body must not be compressed or encoded otherwise.',
);
const utf8 = new TextDecoder('utf-8', { fatal: true });
const malformed = refusal(400, 'BAD_REQUEST', 'The body is not valid JSON in UTF-8.');

function isJson(contentType: string): boolean {
  if (contentType === 'application/json') return true;
  try {
    const { essence, params } = new MIMEType(contentType);
    return essence === 'application/json' && /^utf-?8$/i.test(params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
}

/** Refuses, before a byte of it is read, a body that is not plain JSON. */
function refuseMedia(headers: IncomingHttpHeaders): Answer | null {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return encoded;
  return isJson(headers['content-type'] ?? '') ? null : notJson;
}

/** Refuses as soon as there is more than the bound. Of the bytes none is kept when this is over. */
function receive(request: IncomingMessage, bytesMax: number): Promise<Body> {
  const { promise, resolve, reject } = Promise.withResolvers<Body>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const take = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
    else {
      request.off('data', take).pause();
      chunks.length = 0;
      resolve({ refused: tooLarge });
    }
  };
  const gone = (): void => reject(new CallerGoneError('The caller hung up.'));
  request.on('data', take);
  request.once('end', () => {
    // A socket closes after every body: only before its end does that mean anything.
    request.off('close', gone);
    const [first] = chunks;
    resolve(parse(first && chunks.length === 1 ? first : Buffer.concat(chunks, bytes)));
    chunks.length = 0;
  });
  request.on('error', gone).on('close', gone);
  return promise;
}

function parse(bytes: Buffer): Body {
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes));
    return { json };
  } catch {
    return { refused: malformed };
  }
}

/**
 * Reads a body of at most `BODY_BYTES_MAX` bytes of JSON. `proceed` is called once reading begins:
 * a caller that asked whether it should send the body at all then learns that it should.
 *
 * @throws {CallerGoneError}
 */
export async function readBody(request: IncomingMessage, proceed: () => void): Promise<Body> {
  const media = refuseMedia(request.headers);
  if (media) return { refused: media };
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return { refused: tooLarge };
  proceed();
  return receive(request, BODY_BYTES_MAX);
}
