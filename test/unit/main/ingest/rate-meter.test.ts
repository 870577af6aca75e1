import { describe, expect, it } from 'vitest';
import { createRateMeter } from '../../../../src/main/ingest/rate-meter.ts';

describe('the rate meter', () => {
  it('tells the mean of the last seconds', () => {
    let now = 1_000_000;
    const meter = createRateMeter({ now: () => now });
    for (let second = 0; second < 10; second += 1) {
      for (let part = 0; part < 4; part += 1) {
        now += 250;
        meter.add(25);
      }
    }
    expect(meter.perSecond()).toBe(100);
  });

  it('falls to nothing when nothing comes', () => {
    let now = 1_000_000;
    const meter = createRateMeter({ now: () => now });
    meter.add(1000);
    now += 10_000;
    expect(meter.perSecond()).toBe(0);
  });

  it('is right from the first moment and survives a clock set back', () => {
    let now = 1_000_000;
    const meter = createRateMeter({ now: () => now });
    meter.add(10);
    expect(meter.perSecond()).toBe(40);
    now -= 5000;
    meter.add(10);
    expect(meter.perSecond()).toBe(80);
  });
});
