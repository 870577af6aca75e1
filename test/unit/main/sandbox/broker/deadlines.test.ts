import { describe, expect, it } from 'vitest';
import { Deadlines } from '../../../../../src/main/sandbox/broker/deadlines.ts';
import { createFakeClock } from '../../../fake-clock.ts';

describe('deadlines', () => {
  it('come due in the order they were set, but not those that were deleted or set anew', async () => {
    const clock = createFakeClock(0);
    const due: number[] = [];
    const deadlines = new Deadlines(clock, 100, (indexes) => due.push(...indexes));
    deadlines.set(1);
    deadlines.set(2);
    await clock.advanceTo(50);
    deadlines.set(3);
    deadlines.set(1);
    deadlines.delete(2);
    await clock.advanceTo(149);
    expect(due).toEqual([]);
    await clock.advanceTo(150);
    expect(due).toEqual([3, 1]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('share one timer and leave none behind when stopped', () => {
    const clock = createFakeClock(0);
    const deadlines = new Deadlines(clock, 100, () => undefined);
    for (let index = 0; index < 1000; index++) deadlines.set(index);
    expect(clock.pendingTimers()).toBe(1);
    deadlines.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});
