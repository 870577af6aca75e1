import type { ReplayTiming } from '../../shared/contract/schemas/replay.ts';

/**
 * Room `replay`: sends stored messages again, at the pace that was asked for, without ever doubling one that was
 * confirmed.
 */

/** Says when a message is due, in milliseconds after the replay's start. Dues never go backwards. */
export interface Pacing {
  /** `position` counts from 0; `publishTime` is epoch ms, or null where the wire gave none that can be read. */
  dueAt(position: number, publishTime: number | null): number;
}

export function createPacing(timing: ReplayTiming): Pacing {
  if (timing.kind === 'fastest') return { dueAt: () => 0 };
  if (timing.kind === 'rate') return { dueAt: (position) => (position * 1000) / timing.perSecond };
  let origin: number | undefined;
  let latest = 0;
  return {
    dueAt(_position, publishTime) {
      if (publishTime === null) return latest;
      origin ??= publishTime;
      // Clocks of several producers disagree: a message older than the one before it is due at once.
      latest = Math.max(latest, (publishTime - origin) / timing.factor);
      return latest;
    },
  };
}
