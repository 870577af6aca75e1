import { describe, expect, it } from 'vitest';
import { createIdleWork, longestWaitMs, quietMs } from '../../../../../src/main/store/worker/idle-work.ts';
import { createFakeClock } from '../../../fake-clock.ts';

describe('work for the pauses', () => {
  it('is done slice after slice once it is quiet, and then rests', async () => {
    const clock = createFakeClock();
    let left = 3;
    const work = createIdleWork(() => (left -= 1) > 0, clock);
    work.wake();
    await clock.advanceTo(quietMs);
    expect(left).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('waits while requests come, but not for ever', async () => {
    const clock = createFakeClock();
    let slices = 0;
    const work = createIdleWork(() => {
      slices += 1;
      return false;
    }, clock);
    for (let at = 0; at < longestWaitMs * 4; at += 1) {
      await clock.advanceTo(at);
      work.wake();
    }
    expect(slices).toBeGreaterThanOrEqual(3);
    expect(slices).toBeLessThanOrEqual(4);
  });

  it('never runs again after it was stopped', async () => {
    const clock = createFakeClock();
    let slices = 0;
    const work = createIdleWork(() => {
      slices += 1;
      work.stop();
      return true;
    }, clock);
    work.wake();
    await clock.advanceTo(1000);
    work.wake();
    await clock.advanceTo(2000);
    expect(slices).toBe(1);
  });
});
