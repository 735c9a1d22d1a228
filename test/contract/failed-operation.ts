/** An operation was answered, but not with what it asked for. */
export class FailedOperationError extends Error {
  readonly status: number;
  /** The body of the answer. */
  readonly text: string;

  constructor(status: number, text: string) {
    super(`the operation failed: ${status} ${text}`);
    this.status = status;
    this.text = text;
  }
}
