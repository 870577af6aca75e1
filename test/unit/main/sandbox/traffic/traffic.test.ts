import { describe, expect, it } from 'vitest';
import { createOrders } from '../../../../../src/main/sandbox/traffic/orders.ts';
import { seededRandom } from '../../../../../src/main/sandbox/traffic/random.ts';
import { createTelemetry } from '../../../../../src/main/sandbox/traffic/telemetry.ts';
import { startTicker } from '../../../../../src/main/sandbox/traffic/ticker.ts';
import { createFakeClock } from '../../../fake-clock.ts';

const text = (payload: string): string => Buffer.from(payload, 'base64').toString('utf8');

describe('generated messages', () => {
  it('are the same for the same seed', () => {
    const make = (): string[] => {
      const next = createOrders(seededRandom(7));
      return Array.from({ length: 20 }, () => next(1_000_000).payload);
    };
    expect(make()).toEqual(make());
  });

  it('hold orders as JSON with 64-bit ids beyond the reach of doubles, a key and a region', () => {
    const next = createOrders(seededRandom(7));
    const [first, second] = [next(1_000_000), next(1_000_001)];
    expect(text(first.payload)).toMatch(/^\{"orderId":9007199254741000,/);
    expect(text(second.payload)).toMatch(/^\{"orderId":9007199254741001,/);
    expect(JSON.parse(text(first.payload))).toMatchObject({ customer: { id: first.key } });
    expect(first.properties).toHaveProperty('region');
  });

  it('hold telemetry as JSON with a device as key', () => {
    const draft = createTelemetry(seededRandom(7))(1_000_000);
    expect(JSON.parse(text(draft.payload))).toMatchObject({ device: draft.key, sequence: 0, at: 1_000_000 });
  });
});

describe('the ticker', () => {
  it('emits a rate exactly over time, also a changed one', async () => {
    const clock = createFakeClock(0);
    let emitted = 0;
    const ticker = startTicker(clock, 100, (count) => (emitted += count));
    await clock.advanceTo(10_000);
    expect(emitted).toBe(1_000);
    ticker.setRate(50_000);
    await clock.advanceTo(11_000);
    expect(emitted).toBe(51_000);
    ticker.setRate(0);
    await clock.advanceTo(12_000);
    expect(emitted).toBe(51_000);
    ticker.stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('emits a slow rate one by one, waking up no more than it has to', async () => {
    const clock = createFakeClock(0);
    const counts: number[] = [];
    const ticker = startTicker(clock, 4, (count) => counts.push(count));
    await clock.advanceTo(5_000);
    expect(counts).toEqual(new Array<number>(20).fill(1));
    ticker.stop();
  });

  it('does not make up for hours of sleep at once', async () => {
    const clock = createFakeClock(0);
    let emitted = 0;
    let isAsleep = true;
    const sleepy = { ...clock, now: () => (isAsleep ? 0 : 3_600_000 + clock.now()) };
    const ticker = startTicker(sleepy, 100, (count) => (emitted += count));
    isAsleep = false;
    await clock.advanceTo(20);
    expect(emitted).toBe(100);
    ticker.stop();
  });
});
