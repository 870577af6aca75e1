import { describe, expect, it } from 'vitest';
import {
  createIdleWork,
  longestWaitMs,
  quietMs,
  restAfterFailureMs,
} from '../../../../../src/main/store/worker/idle-work.ts';
import { createFakeClock } from '../../../fake-clock.ts';

const unexpected = (thrown: unknown): never => {
  throw thrown;
};

describe('work for the pauses', () => {
  it('is done slice after slice once it is quiet, and then rests', async () => {
    const clock = createFakeClock();
    let left = 3;
    const work = createIdleWork(() => (left -= 1) > 0, clock, unexpected);
    work.wake();
    await clock.advanceTo(quietMs);
    expect(left).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('waits while requests come, but not for ever', async () => {
    const clock = createFakeClock();
    let slices = 0;
    const work = createIdleWork(
      () => {
        slices += 1;
        return false;
      },
      clock,
      unexpected,
    );
    for (let at = 0; at < longestWaitMs * 4; at += 1) {
      await clock.advanceTo(at);
      work.wake();
    }
    expect(slices).toBeGreaterThanOrEqual(3);
    expect(slices).toBeLessThanOrEqual(4);
  });

  it('rests after a failure and tries again, however often it is woken', async () => {
    const clock = createFakeClock();
    const failures: unknown[] = [];
    let isFull = true;
    let done = 0;
    const work = createIdleWork(
      () => {
        if (isFull) throw new Error('disk full');
        done += 1;
        return false;
      },
      clock,
      (thrown) => failures.push(thrown),
    );
    work.wake();
    await clock.advanceTo(quietMs);
    for (let at = quietMs; at < restAfterFailureMs; at += 100) {
      await clock.advanceTo(at);
      work.wake();
    }
    expect(failures).toHaveLength(1);
    isFull = false;
    await clock.advanceTo(restAfterFailureMs * 2);
    expect(done).toBe(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('rests after a slice as long as it is told to, however often it is woken', async () => {
    const clock = createFakeClock();
    const restMs = 40;
    const at: number[] = [];
    const slice = (): boolean => {
      at.push(clock.now());
      return true;
    };
    const work = createIdleWork(slice, clock, unexpected, () => restMs);
    for (let now = 0; now <= 3 * restMs; now += 5) {
      await clock.advanceTo(now);
      work.wake();
    }
    work.stop();
    expect(at).toHaveLength(3);
    expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual([restMs, restMs]);
  });

  it('never runs again after it was stopped', async () => {
    const clock = createFakeClock();
    let slices = 0;
    const work = createIdleWork(
      () => {
        slices += 1;
        work.stop();
        return true;
      },
      clock,
      unexpected,
    );
    work.wake();
    await clock.advanceTo(1000);
    work.wake();
    await clock.advanceTo(2000);
    expect(slices).toBe(1);
  });
});
