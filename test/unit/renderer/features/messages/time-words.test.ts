import { describe, expect, it } from 'vitest';
import {
  timeNote,
  timeWords,
  type TimeLook,
} from '../../../../../src/renderer/features/messages/time-words.ts';
import type { MessageRow } from '../../../../../src/renderer/state/message-rows.ts';
import { message } from '../../../../component/features/sample-data.ts';

const noon = Date.UTC(2026, 4, 1, 12);
const row = (publishTime: number | null, before?: number | null): MessageRow => ({
  ...message(7, { publishTime, receivedAt: noon + 5 }),
  deltaMs: null,
  before: before === undefined ? undefined : message(6, { publishTime: before, receivedAt: noon }),
  cells: new Map(),
  rule: undefined,
});
const look = (change: Partial<TimeLook> = {}): TimeLook => ({
  zone: 'utc',
  display: 'clock',
  reference: undefined,
  nowMs: noon + 65_000,
  today: '2026-05-01',
  ...change,
});
const reference = { seq: 1_204, published: noon, event: null, received: noon };

describe('a time in the table', () => {
  it('has its day before it unless it is today’s: without the year in the same one', () => {
    const dayOf = (today: string) => timeWords(row(noon), 'published', look({ today })).day;
    expect(dayOf('2026-05-01')).toBe('');
    expect(dayOf('2026-11-26')).toBe('05-01 ');
    expect(dayOf('2027-01-01')).toBe('2026-05-01 ');
  });

  it('has no day where it is told from another time', () => {
    const day = (display: TimeLook['display']) =>
      timeWords(row(noon, noon - 5), 'published', look({ display, reference, today: '2026-11-26' })).day;
    expect([day('ago'), day('delta'), day('reference')]).toEqual(['', '', '']);
  });

  it('is the clock to the millisecond unless something else is chosen', () => {
    expect(timeWords(row(noon + 913), 'published', look())).toEqual({
      day: '',
      text: '12:00:00.913',
      title: '2026-05-01 12:00:00.913 UTC',
    });
  });

  it('is the distance from the row before, of the same kind of time', () => {
    expect(timeWords(row(noon + 913, noon), 'published', look({ display: 'delta' })).text).toBe('+0.913 s');
    expect(timeWords(row(noon + 913, noon), 'received', look({ display: 'delta' })).text).toBe('+0.005 s');
    expect(timeWords(row(noon + 913, null), 'published', look({ display: 'delta' })).text).toBe('');
    expect(timeWords(row(noon + 913), 'published', look({ display: 'delta' })).text).toBe('');
  });

  it('is how long ago it was', () => {
    expect(timeWords(row(noon), 'published', look({ display: 'ago' })).text).toBe('1 min ago');
  });

  it('is the distance from the reference message, before it as after it', () => {
    const after = timeWords(row(noon + 61_005), 'published', look({ display: 'reference', reference }));
    const before = timeWords(row(noon - 1), 'published', look({ display: 'reference', reference }));
    expect([after.text, before.text]).toEqual(['+1 m 01.005 s', '-0.001 s']);
  });

  it('is the clock where the reference has no such time, or there is none', () => {
    const withoutEvent = { ...row(noon), eventTime: noon };
    expect(timeWords(withoutEvent, 'event', look({ display: 'reference', reference })).text).toBe(
      '12:00:00.000',
    );
    expect(timeWords(row(noon), 'published', look({ display: 'reference' })).text).toBe('12:00:00.000');
  });

  it('is said to be missing where the message carries none', () => {
    expect(timeWords(row(null), 'published', look())).toEqual({ day: '', text: '—', title: undefined });
  });
});

describe('the header of times', () => {
  it.each([
    [look(), 'UTC'],
    [look({ display: 'delta' }), 'Δ row'],
    [look({ display: 'ago' }), 'ago'],
    [look({ display: 'reference', reference }), 'Δ #1,204'],
    [look({ display: 'reference' }), 'UTC'],
  ])('names how they are told', (given, note) => {
    expect(timeNote(given)).toBe(note);
  });
});
