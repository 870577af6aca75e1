import { describe, expect, it } from 'vitest';
import {
  numbersRoom,
  timesRoom,
  withRoom,
  withoutRoom,
} from '../../../../../src/renderer/features/messages/column-room.ts';
import { messageColumns } from '../../../../../src/renderer/features/messages/message-columns.ts';
import type { TimeLook } from '../../../../../src/renderer/features/messages/time-words.ts';

const noon = Date.UTC(2026, 4, 1, 12);
const day = 86_400_000;
const look: TimeLook = {
  zone: 'utc',
  display: 'clock',
  reference: undefined,
  nowMs: noon,
  today: '2026-05-01',
};

describe('the room that columns get for what the rows hold', () => {
  it('grows with the largest number of a message, from a million on', () => {
    expect(numbersRoom({ largestSeq: 999_999 })).toBe(0);
    expect(numbersRoom({ largestSeq: 1_000_000 })).toBeGreaterThan(0);
    expect(numbersRoom({ largestSeq: 10_000_000 })).toBeGreaterThan(numbersRoom({ largestSeq: 9_999_999 }));
  });

  it('is there for the day of times that are not all of today', () => {
    const today = timesRoom({ earliest: noon - 1, latest: noon }, look);
    const thisYear = timesRoom({ earliest: noon - 2 * day, latest: noon }, look);
    const lastYear = timesRoom({ earliest: noon - 200 * day, latest: noon }, look);
    expect(today).toBe(0);
    expect(thisYear).toBeGreaterThan(0);
    expect(lastYear).toBeGreaterThan(thisYear);
  });

  it('is not there for times told from another one, nor before a row was read', () => {
    expect(timesRoom({ earliest: noon - 2 * day, latest: noon }, { ...look, display: 'ago' })).toBe(0);
    expect(timesRoom({ earliest: undefined, latest: undefined }, look)).toBe(0);
  });

  it('is not kept with the widths that a person chose', () => {
    const columns = messageColumns(undefined, '');
    const room = { numbers: 15, times: 45 };
    const drawn = withRoom(columns, room);
    expect(drawn.find(({ id }) => id === 'published')?.width).toBe(153);
    expect(withoutRoom(drawn, room)).toEqual(columns);
  });
});
