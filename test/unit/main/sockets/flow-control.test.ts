import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowControl, windowOf } from '../../../../src/main/sockets/flow-control.ts';
import { createFakeClock } from '../../fake-clock.ts';

describe('the window of a push consumer (protocol D7)', () => {
  it('is the queue size, at most 1000, and never nothing', () => {
    expect([undefined, 0, 1, 500, 1_000, 5_000].map(windowOf)).toEqual([1_000, 1, 1, 500, 1_000, 1_000]);
  });

  it('stalls when it is full, says since when and why, and flows again with the first answer', async () => {
    const clock = createFakeClock(50);
    const flow = new FlowControl(clock, 'push', 2);
    flow.delivered();
    expect(flow.state).toMatchObject({ inFlight: 1, window: 2, stalledSince: undefined, why: undefined });
    flow.delivered();
    await clock.advanceTo(90);
    expect(flow.state).toMatchObject({
      inFlight: 2,
      stalledSince: 50,
      why: expect.stringContaining('All 2 messages'),
    });
    flow.answered(1);
    expect(flow.state).toMatchObject({ inFlight: 1, stalledSince: undefined });
  });

  it('gets room from answers to messages of an earlier socket as well', () => {
    const flow = new FlowControl(createFakeClock(), 'push', 1);
    flow.reset();
    flow.answered(1);
    flow.delivered();
    expect(flow.state.stalledSince).toBeUndefined();
    flow.delivered();
    expect(flow.state.stalledSince).toBeDefined();
  });

  it('never shows less than nothing in flight, and is stalled exactly when the window is full', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 1 })),
        fc.integer({ min: 0, max: 5 }),
        (steps, size) => {
          const flow = new FlowControl(createFakeClock(), 'push', size);
          let pending = 0;
          for (const step of steps) {
            if (step === 1) flow.delivered();
            else flow.answered(-step);
            pending += step;
            expect(flow.state.inFlight).toBe(Math.max(pending, 0));
            expect(flow.state.stalledSince !== undefined).toBe(pending >= windowOf(size));
          }
        },
      ),
    );
  });
});

describe('the permits of a pull consumer (protocol D7)', () => {
  it('are none at the start, add up, and are not touched by acks', () => {
    const flow = new FlowControl(createFakeClock(), 'pull', undefined);
    expect(flow.state).toMatchObject({
      permits: 0,
      stalledSince: 0,
      why: expect.stringContaining('No permits'),
    });
    flow.permitted(2);
    flow.permitted(1);
    flow.delivered();
    flow.answered(1);
    expect(flow.state).toMatchObject({ permits: 2, stalledSince: undefined });
    flow.delivered();
    flow.delivered();
    expect(flow.state).toMatchObject({ permits: 0, stalledSince: 0 });
  });
});
