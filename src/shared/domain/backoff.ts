/** How long to wait before another attempt: jittered exponential backoff, and what a server asked for. */

export interface BackoffPolicy {
  readonly baseMs: number;
  readonly capMs: number;
  /** Never sooner than this, whatever the jitter says. */
  readonly floorMs: number;
}

export const socketBackoff: BackoffPolicy = { baseMs: 500, capMs: 30_000, floorMs: 0 };

/** For refusals that another attempt seldom cures, e.g. a subscription that somebody else holds. */
export const slowBackoff: BackoffPolicy = { baseMs: 15_000, capMs: 120_000, floorMs: 5_000 };

/** A server that asks for more than this is asked again after it. */
const longestRetryAfterMs = 10 * 60_000;

/**
 * Full jitter: anywhere between nothing and the exponential bound, so that clients which lost one server do not come
 * back in step.
 * @param attempt failures so far, 1 for the first
 * @param random a number in [0, 1)
 */
export function backoffDelay(policy: BackoffPolicy, attempt: number, random: number): number {
  // Past 2^30 the cap has long been reached, and 2 ** attempt would leave the integers.
  const exponent = Math.min(Math.max(attempt - 1, 0), 30);
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** exponent);
  return Math.max(policy.floorMs, Math.floor(bound * Math.min(Math.max(random, 0), 1)));
}

/** Milliseconds a `Retry-After` header (seconds, or an HTTP date) asks to wait; undefined when it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, longestRetryAfterMs);
  if (!/[A-Za-z]/.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(at - now, 0), longestRetryAfterMs);
}
