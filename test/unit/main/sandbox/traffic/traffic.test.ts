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
  it('emits a rate exactly over time, also a slow or a changed one', async () => {
    const clock = createFakeClock(0);
    let emitted = 0;
    const ticker = startTicker(clock, 3, (count) => (emitted += count));
    await clock.advanceTo(10_000);
    expect(emitted).toBe(30);
    ticker.setRate(50_000);
    await clock.advanceTo(11_000);
    expect(emitted).toBe(50_030);
    ticker.setRate(0);
    await clock.advanceTo(12_000);
    expect(emitted).toBe(50_030);
    ticker.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});
