import { type DestinationStream, levels } from 'pino';

/** How long a line waits for others, and how many characters are written at once. */
const WAIT_MS = 50;
const LINES_LENGTH_MAX = 65_536;
const METADATA = Symbol.for('pino.metadata');
const INFO = levels.values['info'] ?? 0;

/**
 * Writes lines of one message, as those of requests are, some together: one by one, each costs a
 * tenth of what a request takes. Any other line is written before the call returns, behind those
 * that wait, and so is an error's. At the end of the process none is left, unless it is killed.
 */
export class GatheredLines implements DestinationStream {
  /** Asks pino to say of each line what it is; it sets the two below. */
  readonly [METADATA] = true;
  lastMsg: string | undefined;
  lastLevel: number = INFO;
  private readonly stream: DestinationStream;
  private readonly message: string;
  private lines = '';
  private timer: NodeJS.Timeout | null = null;

  constructor(stream: DestinationStream, message: string) {
    this.stream = stream;
    this.message = message;
    process.once('exit', () => this.flush());
  }

  write(line: string): void {
    this.lines += line;
    const waits = this.lastMsg === this.message && this.lastLevel <= INFO;
    if (!waits || this.lines.length >= LINES_LENGTH_MAX) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT_MS).unref();
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { lines } = this;
    this.lines = '';
    if (lines !== '') this.stream.write(lines);
  }
}
