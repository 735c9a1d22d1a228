import type { IncomingHttpHeaders } from 'node:http';

/** What a gateway hands on of a caller's headers: who asks, and the name of the request. */
const FORWARDED = ['authorization', 'x-api-key', 'x-request-id'];

/** The headers for the subgraphs. */
export function forwarded(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    FORWARDED.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
