/** Events a second over the last few seconds, from a ring of short slots: exact, and nothing to start or stop. */
import type { Clock } from '../../shared/domain/clock.ts';

const slotMs = 250;
const slots = 12;

export interface RateMeter {
  add(count: number): void;
  perSecond(): number;
}

export function createRateMeter(clock: Pick<Clock, 'now'>): RateMeter {
  const counts = new Float64Array(slots);
  const startedSlot = Math.floor(clock.now() / slotMs);
  let current = startedSlot;

  const advance = (): void => {
    const slot = Math.floor(clock.now() / slotMs);
    // A clock set back counts on in the slot it was in.
    for (let passed = Math.max(current + 1, slot - slots + 1); passed <= slot; passed += 1) {
      counts[passed % slots] = 0;
    }
    current = Math.max(current, slot);
  };

  return {
    add: (count) => {
      advance();
      const at = current % slots;
      counts[at] = (counts[at] ?? 0) + count;
    },
    perSecond: () => {
      advance();
      const covered = Math.min(slots, current - startedSlot + 1);
      return counts.reduce((sum, count) => sum + count, 0) / ((covered * slotMs) / 1000);
    },
  };
}
