import type { CommandName } from '../../ledger/register.ts';
import type { Answer, Envelope } from '../../ledger/store.ts';

/** Commands that may wait; one more is turned away, so that the wait stays bounded. */
export const WAITING_MAX = 4_096;

/** The way of commands to the one writer of a process, wherever that runs. */
export interface Commits {
  /**
   * Resolves after the commit that has the command's changes is on the disk. Rejects with
   * `StoreUnavailableError` when more commands wait than may, with `AnswerQuotaError`, or with the
   * defect; nothing was written then.
   */
  submit<N extends CommandName>(envelope: Envelope<N>): Promise<Answer<N>>;
  /** Whether a command could be committed now. */
  isReady(): Promise<boolean>;
  /** Commits what was accepted; takes nothing more. */
  close(): Promise<void>;
}
