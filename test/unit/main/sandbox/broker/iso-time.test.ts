import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { formatIsoTime, parseIsoTime } from '../../../../../src/main/sandbox/broker/iso-time.ts';
import vectors from '../../../../fixtures/protocol-vectors.json' with { type: 'json' };

describe('times on the wire (protocol D4, D5)', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [1714561259840, '2024-05-01T11:00:59.84Z'],
    [1714561259800, '2024-05-01T11:00:59.8Z'],
    [1714561259841, '2024-05-01T11:00:59.841Z'],
    [1714521600000, '2024-05-01T00:00:00Z'],
  ])('%i is written as %s', (timeMs, text) => {
    expect(formatIsoTime(timeMs)).toBe(text);
  });

  it.each(vectors.timestamps.filter(({ ms }) => ms !== null))('$text is read', ({ text, ms }) => {
    expect(parseIsoTime(text)).toBe(ms);
  });

  it.each([
    '',
    'yesterday',
    '2024-05-01',
    '2024-05-01T10:00:00',
    '2016-08-30 16:45:57.785',
    '2024-13-01T00:00:00Z',
  ])('"%s" is refused', (text) => {
    expect(parseIsoTime(text)).toBeUndefined();
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (timeMs) => {
        expect(parseIsoTime(formatIsoTime(timeMs))).toBe(timeMs);
      }),
    );
  });
});
