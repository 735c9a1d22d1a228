/** A message of a client, as the PostgreSQL protocol frames it. */
export interface Message {
  readonly bytes: Buffer;
  /** The text of the statement that it executes; null: it does something else. */
  readonly executes: string | null;
}

const LENGTH_BYTES = 4;

/** Splits what a client sends into messages, and knows what its prepared statements say. */
export class FrontendMessages {
  private readonly statements = new Map<string, string>();
  private rest: Buffer = Buffer.alloc(0);
  /** The first message, by which a client introduces itself, has no letter before its length. */
  private typeBytes = 0;

  /** Takes bytes as they come in. Returns the messages that are complete. */
  take(bytes: Buffer): Message[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const messages: Message[] = [];
    for (;;) {
      const { rest, typeBytes } = this;
      if (rest.length < typeBytes + LENGTH_BYTES) return messages;
      const length = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < length) return messages;
      messages.push(this.read(rest.subarray(0, length)));
      this.rest = rest.subarray(length);
      this.typeBytes = 1;
    }
  }

  private read(bytes: Buffer): Message {
    const type = this.typeBytes === 0 ? '' : bytes.toString('latin1', 0, 1);
    const [first = '', second = ''] = bytes.toString('utf8', 1 + LENGTH_BYTES).split('\0', 2);
    // Parse names a statement and says it; Bind names a portal and the statement it is of.
    if (type === 'P') this.statements.set(first, second);
    const executes = type === 'B' ? (this.statements.get(second) ?? null) : null;
    return { bytes, executes };
  }
}
