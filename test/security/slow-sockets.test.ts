import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchMachine } from '../faults/machine-delay.ts';
import { openPlace, type Place } from './place.ts';
import { ROWS } from './rows.ts';

const CUT_WITHIN_MS = 15_000;
const SOCKETS_EACH = 100;
const DRIP_MS = 500;
/** Requests of well-behaved callers while the others dawdle, and how many of them at a time. */
const MEASURED = 400;
const TOGETHER = 4;

const START = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** A socket that says a little at once, and a character more now and then. */
async function dawdle(place: Place, atOnce: string, drip: string): Promise<Socket> {
  const socket = connect(Number(new URL(place.url).port), '127.0.0.1');
  // A server that hangs up resets what is still on its way.
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  if (atOnce) socket.write(atOnce);
  if (drip) {
    const timer = setInterval(() => {
      if (socket.writable) socket.write(drip);
    }, DRIP_MS);
    socket.once('close', () => clearInterval(timer));
  }
  return socket;
}

/** Resolves when a socket is closed, in whatever manner. */
async function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  socket.once('close', resolve);
  if (!socket.closed) await promise;
}

/** How long the slowest hundredth of the requests takes, in milliseconds. */
async function slowestMs(place: Place): Promise<number> {
  const times: number[] = [];
  const lane = async () => {
    while (times.length < MEASURED) {
      const { ms, status } = await place.ask('{ program(id: "club") { id } }');
      expect(status).toBe(200);
      times.push(ms);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, lane));
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

describe(`against ${ROWS.slowSockets}`, () => {
  it('case 64: are cut within 15 s, while others are served as fast as before', async () => {
    const place = await openPlace();
    await slowestMs(place);
    const machine = await watchMachine();
    const undisturbedMs = await slowestMs(place);
    const authorized = `${START}Authorization: Bearer ${place.shop.key}\r\n`;
    const kinds: [string, string][] = [
      ['', ''],
      ['POST /graphql HTT', ''],
      [START, 'X'],
      [`${authorized}Content-Length: 60000\r\n\r\n`, ' '],
      [`${authorized}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    ];
    const began = performance.now();
    const sockets = await Promise.all(
      kinds.flatMap(([atOnce, drip]) =>
        Array.from({ length: SOCKETS_EACH }, () => dawdle(place, atOnce, drip)),
      ),
    );
    expect(sockets).toHaveLength(500);
    await sleep(DRIP_MS);
    const disturbedMs = await slowestMs(place);
    expect(sockets.some((socket) => !socket.closed)).toBe(true);
    await Promise.all(sockets.map(closed));
    expect(performance.now() - began).toBeLessThan(CUT_WITHIN_MS);
    const machineMs = await machine.stop();
    expect(disturbedMs).toBeLessThan(2 * undisturbedMs + machineMs);
    expect((await place.ask('{ __typename }')).status).toBe(200);
  }, 60_000);

  it('more than there is room for leave room again', async () => {
    const place = await openPlace();
    const sockets: Socket[] = [];
    // Some at a time, or the operating system itself turns them away.
    for (let n = 0; n < 12; n += 1) {
      const some = Array.from({ length: SOCKETS_EACH }, () => dawdle(place, START, 'X'));
      sockets.push(...(await Promise.all(some)));
    }
    await Promise.all(sockets.map(closed));
    expect((await place.ask('{ __typename }')).status).toBe(200);
  }, 60_000);
});
