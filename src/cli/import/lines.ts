import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../failure.ts';

/** No event is this long; a file without line ends would otherwise fill the memory. */
const LINE_LENGTH_MAX = 1_048_576;
const CHUNK_BYTES = 262_144;
const NEWLINE = 0x0a;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** What a file of events is, whatever it is called and however it is packed. */
export interface FileFacts {
  /** SHA-256 of its unpacked content, in hexadecimal digits. */
  readonly digest: string;
  readonly lines: number;
}

/**
 * Reads a file once through, so that one that is damaged is refused before anything is imported.
 *
 * @throws {Failure} if it is no file, or not the gzip file that it begins as.
 */
export async function inspectFile(path: string): Promise<FileFacts> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Failure(`${path} is not a file`);
  const digest = createHash('sha256');
  let lines = 0;
  let last = NEWLINE;
  for await (const chunk of content(path)) {
    digest.update(chunk);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    last = chunk.at(-1) ?? last;
  }
  return { digest: digest.digest('hex'), lines: last === NEWLINE ? lines : lines + 1 };
}

/** A line that is no event: the import stops before it. */
export class BadLine extends Failure {
  constructor(path: string, number: number, problem: string, options?: ErrorOptions) {
    super(`${path}:${number}: ${problem}`, options);
  }
}

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a file, plain or gzip, as many together as are read together, each set to be gone
 * through before the next; the first `skipped` are left out. Not `node:readline`: it also ends
 * lines at U+2028 and U+2029, which JSON allows within a string, and it knows no longest line.
 */
export async function* readLines(path: string, skipped: number): AsyncGenerator<Iterable<Line>> {
  const lines = new Lines(path, skipped);
  for await (const chunk of content(path)) yield lines.in(chunk);
  yield lines.rest();
}

/** Puts the lines of a file together from its parts. */
class Lines {
  private readonly path: string;
  private readonly skipped: number;
  private number = 0;
  private begun: Uint8Array[] = [];
  private begunBytes = 0;

  constructor(path: string, skipped: number) {
    this.path = path;
    this.skipped = skipped;
  }

  *in(chunk: Uint8Array): Generator<Line> {
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      const line = this.close(chunk.subarray(from, to));
      from = to + 1;
      if (line) yield line;
    }
    this.begun.push(chunk.subarray(from));
    this.begunBytes += chunk.length - from;
    if (this.begunBytes > LINE_LENGTH_MAX) {
      const problem = `the line is longer than ${LINE_LENGTH_MAX} bytes`;
      throw new BadLine(this.path, this.number + 1, problem);
    }
  }

  /** The last line, if nothing ends it. */
  *rest(): Generator<Line> {
    const line = this.begunBytes > 0 ? this.close(new Uint8Array()) : null;
    if (line) yield line;
  }

  private close(end: Uint8Array): Line | null {
    const { path, begun, skipped } = this;
    this.number += 1;
    this.begun = [];
    this.begunBytes = 0;
    if (this.number <= skipped) return null;
    const bytes = begun.length === 0 ? end : Buffer.concat([...begun, end]);
    return { number: this.number, text: decode(bytes, path, this.number) };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array, path: string, number: number): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new BadLine(path, number, 'the line is not UTF-8', { cause: error });
  }
}

/** The bytes of a file; what is packed with gzip is told by how it begins, and unpacked. */
async function* content(path: string): AsyncGenerator<Buffer> {
  const packed = await isGzip(path);
  const bytes = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (!packed) {
    yield* bytes;
    return;
  }
  // Hands errors of the one on to the other, where the loop below meets them.
  const unpacked = pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
  try {
    yield* unpacked;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new Failure(`${path} is not a whole gzip file: ${reason}`, { cause: error });
  } finally {
    bytes.destroy();
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(GZIP_MAGIC.length));
    return bytesRead === GZIP_MAGIC.length && buffer.equals(GZIP_MAGIC);
  } finally {
    await file.close();
  }
}
