import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AllowanceSettings } from '../config/security.ts';

const WINDOW_SECONDS = 60;
const SECOND_MS = 1_000;
/** Of an IPv6 address, the part that one customer is given: four groups of eight. */
const IPV6_GROUPS = 8;
const IPV6_GROUPS_KEPT = 4;
const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** How often callers may ask, for this process; counted in memory, forgotten with the window. */
export interface Allowances {
  /** Counts a request of a credential. Null: it may run; else in how many seconds to come again. */
  takeRequest(credential: string): Promise<number | null>;
  /** Counts what a credential asked for that is not there. */
  countMisses(credential: string, count: number): void;
  /** Counts a request without a good credential. Those that have one are never held up by it. */
  takeFailure(address: string | undefined): Promise<number | null>;
}

export function createAllowances(settings: AllowanceSettings): Allowances {
  const requests = limiterOf(settings.requestsPerMinute);
  const misses = limiterOf(settings.missesPerMinute);
  const failures = limiterOf(settings.failuresPerMinute);
  return {
    async takeRequest(credential) {
      const wait = await take(requests, credential);
      if (wait !== null || !misses) return wait;
      const missed = await misses.get(credential);
      // Not to be taken, only looked at: a request may well find what it asks for.
      return missed && missed.consumedPoints >= misses.points ? secondsOf(missed) : null;
    },
    countMisses(credential, count) {
      void misses?.penalty(credential, count);
    },
    takeFailure: (address) => take(failures, networkOf(address ?? '')),
  };
}

function limiterOf(perMinute: number | null): RateLimiterMemory | null {
  if (perMinute === null) return null;
  return new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
}

async function take(limiter: RateLimiterMemory | null, key: string): Promise<number | null> {
  try {
    await limiter?.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return secondsOf(refused);
    throw refused;
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / SECOND_MS));
}

/** Whoever has one IPv6 address has 2^64 of them. */
export function networkOf(address: string): string {
  const mapped = IPV4_IN_IPV6.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [before = '', after = ''] = address.split('::');
  const [left, right] = [groupsOf(before), groupsOf(after)];
  const zeros = Array.from({ length: IPV6_GROUPS - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, IPV6_GROUPS_KEPT).join(':');
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
