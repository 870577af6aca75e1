/** What earlier samples say about one subscription. */
import type { StreamStats, SubscriptionStats } from '../../contract/schemas/stream.ts';
import { minute, second } from '../units.ts';

export interface StatsSample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly stats: StreamStats;
}

/** Growth is measured over this span at most, so that an hour-old jump is not called growth. */
export const trendWindow = 10 * minute;
/** A rate from samples closer together than this is noise, and is not told as a number. */
const shortestSpan = second;

export interface Trend {
  /** Larger now than in the sample before, or than at the start of the window. */
  readonly isGrowing: boolean;
  readonly isShrinking: boolean;
  /** Messages a second, negative when it shrinks; undefined when samples lie too close. */
  readonly rate: number | undefined;
  /** Since when the backlog has had its present size, as far as the samples go. */
  readonly unchangedSince: number;
  /** Since when something has been un-acked with no ack seen, as far as the samples go. */
  readonly unackedSince: number;
}

/** @param history in any order; what is not older than `now` is left out. */
export function trendOf(
  subscription: SubscriptionStats,
  history: readonly StatsSample[],
  now: number,
): Trend {
  const past = history
    .filter(({ at }) => at < now)
    .sort((left, right) => right.at - left.at)
    .flatMap(({ at, stats }) => {
      const then = stats.subscriptions.find(({ name }) => name === subscription.name);
      return then === undefined ? [] : [{ at, then }];
    });
  const previous = past[0];
  const first = past.findLast(({ at }) => now - at <= trendWindow) ?? previous;
  const sincePrevious = subscription.backlog - (previous?.then.backlog ?? subscription.backlog);
  const sinceFirst = subscription.backlog - (first?.then.backlog ?? subscription.backlog);
  const span = first === undefined ? 0 : now - first.at;
  const sameBacklog = past.findIndex(({ then }) => then.backlog !== subscription.backlog);
  const acked = past.findIndex(
    ({ then }) => then.unacked <= 0 || then.lastAckedAt !== subscription.lastAckedAt,
  );
  return {
    isGrowing: sincePrevious > 0 || sinceFirst > 0,
    isShrinking: sincePrevious < 0 && sinceFirst < 0,
    rate: span >= shortestSpan ? (sinceFirst * second) / span : undefined,
    unchangedSince: startOf(past, sameBacklog, now),
    unackedSince: startOf(past, acked, now),
  };
}

/** Time of the sample just after the first that differs; of the oldest when none does. */
function startOf(past: readonly { readonly at: number }[], differing: number, now: number): number {
  const oldest = differing < 0 ? past.length - 1 : differing - 1;
  return past[oldest]?.at ?? now;
}
