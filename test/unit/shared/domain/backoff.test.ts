import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffDelay,
  retryAfterMs,
  slowBackoff,
  socketBackoff,
} from '../../../../src/shared/domain/backoff.ts';

describe('backoff', () => {
  it('doubles its bound from half a second to thirty seconds', () => {
    const bounds = [1, 2, 3, 7, 8, 50, 5_000].map((attempt) => backoffDelay(socketBackoff, attempt, 1));
    expect(bounds).toEqual([500, 1_000, 2_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('spreads over the whole range below the bound', () => {
    expect(backoffDelay(socketBackoff, 3, 0)).toBe(0);
    expect(backoffDelay(socketBackoff, 3, 0.5)).toBe(1_000);
  });

  it('never hurries where haste does harm', () => {
    expect(backoffDelay(slowBackoff, 1, 0)).toBe(5_000);
  });

  it('stays within nothing and the cap for every attempt and chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const delay = backoffDelay(slowBackoff, attempt, random);
          expect(delay).toBeGreaterThanOrEqual(slowBackoff.floorMs);
          expect(delay).toBeLessThanOrEqual(slowBackoff.capMs);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it('is read as seconds or as a date', () => {
    expect(retryAfterMs('7', now)).toBe(7_000);
    expect(retryAfterMs('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  });

  it('is bounded, and ignored when it makes no sense', () => {
    expect(retryAfterMs('999999', now)).toBe(600_000);
    for (const text of [undefined, '', '-5', '1.5', 'soon', 'NaN'])
      expect(retryAfterMs(text, now)).toBeUndefined();
  });
});
