import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEventTime, parsePublishTime } from '../../../../src/shared/domain/publish-time.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

describe('wire times (protocol D5)', () => {
  it.each(vectors.timestamps)('reads the reference time $text', ({ text, ms }) => {
    expect(parsePublishTime(text) ?? null).toBe(ms);
  });

  it('reads every instant back that it writes, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
        fc.integer({ min: -18 * 60, max: 18 * 60 }),
        (ms, offset) => {
          expect(parsePublishTime(formatEventTime(ms))).toBe(ms);
          const local = new Date(ms + offset * 60_000).toISOString();
          if (!/^\d{4}-/.test(local)) return;
          const pad = (value: number): string => String(value).padStart(2, '0');
          const size = Math.abs(offset);
          const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
          expect(parsePublishTime(local.replace('Z', zone))).toBe(ms);
        },
      ),
    );
  });

  it('refuses impossible dates and anything around the time', () => {
    const wrong = [
      '',
      'now',
      '2024-02-30T00:00:00Z',
      '2024-13-01T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:00:00',
      '2024-01-01T00:00:00.Z',
      '2024-01-01T00:00:00Zx',
      ' 2024-01-01T00:00:00Z',
      '2024-01-01T00:00:00+1:00',
    ];
    for (const text of wrong) expect(parsePublishTime(text), text).toBeUndefined();
  });

  it('accepts a time without seconds, as Java leaves zero seconds out', () => {
    expect(parsePublishTime('2024-05-01T10:00+02:00')).toBe(Date.parse('2024-05-01T08:00:00Z'));
  });
});
