import { parentPort, workerData } from 'node:worker_threads';
import { Checkpoints } from './checkpoints.ts';
import { openWriter } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { preferThread } from './thread-priority.ts';
import { createWriter } from './writer.ts';
import { type Ask, failureOf, type Reply, type WriterThreadData } from './writer-messages.ts';

/**
 * All who wait, wait for this thread. Where requests keep every core busy it stood in line for one
 * a seventh of its time, behind the parsing of requests that it could not yet take.
 */
const PREFERENCE = 10;

const port = parentPort;
if (!port) throw new Error('this is what the thread of a WriterThread runs');

preferThread(PREFERENCE);
const { file, limits, descriptor } = workerData as WriterThreadData;
const db = openWriter(file);
const checkpoints = new Checkpoints(db, { file, descriptor });
const commits = new GroupCommit(createWriter(db, limits), (commands) =>
  checkpoints.consider(commands),
);
const replies: Reply[] = [];

function carryOut(ask: Ask): Promise<Extract<Reply, { value: unknown }>['value']> {
  switch (ask.what) {
    case 'COMMIT':
      return commits.submit(ask.envelope);
    case 'IS_READY':
      return commits.isReady();
    case 'CLOSE':
      return close();
  }
}

async function close(): Promise<null> {
  await commits.close();
  await checkpoints.close();
  db.$client.close();
  return null;
}

/** All that one commit settled goes back together, before the next one begins. */
function reply(message: Reply): void {
  if (replies.length === 0) queueMicrotask(() => port?.postMessage(replies.splice(0)));
  replies.push(message);
}

port.on('message', (asks: readonly Ask[]) => {
  for (const ask of asks) {
    const { id } = ask;
    carryOut(ask).then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, failure: failureOf(error) }),
    );
  }
});
