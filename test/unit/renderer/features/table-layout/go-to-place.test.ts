import { describe, expect, it } from 'vitest';
import { readGoTo } from '../../../../../src/renderer/features/table-layout/go-to-place.ts';

const around = Date.UTC(2026, 4, 1, 23, 59);

describe('where a person wants to go', () => {
  it.each([
    ['1204', [{ by: 'number', seq: 1_204 }]],
    ['#1,204', [{ by: 'number', seq: 1_204 }]],
    ['10 000 000', [{ by: 'number', seq: 10_000_000 }]],
    ['14:02:53.9', [{ by: 'published', at: Date.UTC(2026, 4, 1, 14, 2, 53, 900) }]],
    ['2026-04-30 9:05', [{ by: 'published', at: Date.UTC(2026, 3, 30, 9, 5) }]],
    ['2026-04-30T09:05:01Z', [{ by: 'published', at: Date.UTC(2026, 3, 30, 9, 5, 1) }]],
    ['2026-04-30 09:05 +02:00', [{ by: 'published', at: Date.UTC(2026, 3, 30, 7, 5) }]],
    ['17:4711', [{ by: 'id', text: '17:4711' }]],
    ['17:4711:-1:3', [{ by: 'id', text: '17:4711:-1:3' }]],
    ['CAAQAw==', [{ by: 'id', text: 'CAAQAw==' }]],
    [
      '7:12',
      [
        { by: 'id', text: '7:12' },
        { by: 'published', at: Date.UTC(2026, 4, 1, 7, 12) },
      ],
    ],
    ['0', []],
    ['25:61', [{ by: 'id', text: '25:61' }]],
    ['2026-13-40', []],
    ['half', []],
    ['', []],
  ])('%s is read as what it can be', (text, places) => {
    expect(readGoTo(text, 'utc', around)).toEqual(places);
  });
});
