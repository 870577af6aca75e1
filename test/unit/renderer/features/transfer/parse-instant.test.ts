import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../../src/renderer/features/transfer/parse-instant.ts';

describe('a time as a person writes it', () => {
  it('is read to the millisecond, in the zone the window shows', () => {
    expect(parseInstant('2026-05-01 12:00:00.5', 'utc')).toBe(Date.UTC(2026, 4, 1, 12, 0, 0, 500));
    expect(parseInstant('2026-05-01T12:00', 'local')).toBe(new Date(2026, 4, 1, 12).getTime());
    expect(parseInstant(' 2026-05-01 ', 'utc')).toBe(Date.UTC(2026, 4, 1));
  });

  it('is none when there is no such day or hour, or it is in other words', () => {
    for (const text of ['', 'yesterday', '2026-02-30', '2026-05-01 24:00', '2026-05-01 12', '12:00'])
      expect(parseInstant(text, 'utc')).toBeUndefined();
  });
});
