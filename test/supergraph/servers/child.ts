import { once } from 'node:events';

/**
 * Starts a server with what the parent process sends, and tells the parent its address. Ends when
 * the parent has ended, however that came about. The types of `startServer` see to it that the
 * parent sends what the program asks for.
 */
export async function serve(start: (input: never) => Promise<string>): Promise<void> {
  process.once('disconnect', () => process.exit());
  const sent: unknown[] = await once(process, 'message');
  try {
    process.send?.(await start(sent[0] as never));
  } catch (error) {
    // Such as a port that is taken. The parent says which server it was.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
