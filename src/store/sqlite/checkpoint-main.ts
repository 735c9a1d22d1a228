import { fdatasyncSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CheckpointsData } from './checkpoints.ts';
import { preferThread } from './thread-priority.ts';

// What the thread of `Checkpoints` runs: copies as much of the log as it can, whenever it is asked.

/** Nobody waits for it, and the thread that starts it is one that all wait for. */
const PREFERENCE = 0;

preferThread(PREFERENCE);
const { file, descriptor } = workerData as CheckpointsData;
const client = new Database(file);
client.pragma('synchronous = FULL');

parentPort?.on('message', () => {
  try {
    client.pragma('wal_checkpoint(PASSIVE)');
    // SQLite does so only when it has copied all; the writer, which gets to the end, would wait.
    fdatasyncSync(descriptor);
  } catch {
    // The log has everything; a disk that takes no more of it tells the writer itself.
  }
  parentPort?.postMessage(null);
});
