import { WriterThread } from '../../src/store/sqlite/writer-thread.ts';

// Opens a writer on what cannot be opened, so that its thread ends, and says what a command that it
// had taken on is told. What the thread ended with then ends the process.

const [, , file = ''] = process.argv;
const writer = new WriterThread({ file, limits: null });
const context = { merchantId: 'shop', actor: 'test', at: 0, recordedAt: 0, newId: 'none' };
const command = { name: 'cancelTransaction', input: { transactionId: 'any' } } as const;
const asked = writer.submit({ command, context, idempotency: null });
asked.catch((error: unknown) => {
  if (error instanceof Error) process.stdout.write(`told ${error.name}\n`);
});
