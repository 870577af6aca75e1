import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../../../src/main/sessions/coalescer.ts';
import { createFakeClock } from '../../fake-clock.ts';

function setUp() {
  const clock = createFakeClock();
  let acts = 0;
  let isHeld = false;
  const coalescer = createCoalescer(
    () => {
      acts += 1;
    },
    50,
    clock.after,
    () => isHeld,
  );
  return { clock, coalescer, acts: () => acts, hold: (held: boolean) => (isHeld = held) };
}

describe('a coalescer', () => {
  it('acts once for all that is asked of it within its time', async () => {
    const { clock, coalescer, acts } = setUp();
    coalescer.ask();
    coalescer.ask();
    expect(acts()).toBe(0);
    await clock.advanceTo(50);
    expect(acts()).toBe(1);
    await clock.advanceTo(500);
    expect(acts()).toBe(1);
  });

  it('keeps what is asked while it is held, and does it when it is hurried', async () => {
    const { clock, coalescer, acts, hold } = setUp();
    hold(true);
    coalescer.ask();
    await clock.advanceTo(5_000);
    expect(acts()).toBe(0);
    hold(false);
    coalescer.hurry();
    expect(acts()).toBe(1);
    await clock.advanceTo(6_000);
    expect(acts()).toBe(1);
  });

  it('does nothing in a hurry when nothing was asked', () => {
    const { coalescer, acts } = setUp();
    coalescer.hurry();
    expect(acts()).toBe(0);
  });

  it('does nothing any more once it is stopped', async () => {
    const { clock, coalescer, acts } = setUp();
    coalescer.ask();
    coalescer.stop();
    coalescer.ask();
    coalescer.hurry();
    await clock.advanceTo(500);
    expect(acts()).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });
});
