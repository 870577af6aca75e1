import { formatInteger, NO_VALUE } from '../../lib/format-number.ts';
import {
  formatDayUnless,
  formatInstant,
  formatRelative,
  formatSpan,
  formatTime,
  formatZone,
  type TimeZoneChoice,
} from '../../lib/format-time.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { TimeDisplay, TimeReference } from '../../state/table-layout.ts';
import type { TimeColumnId } from './message-columns.ts';

/** How the table tells times now. */
export interface TimeLook {
  readonly zone: TimeZoneChoice;
  readonly display: TimeDisplay;
  readonly reference: TimeReference | undefined;
  /** Epoch milliseconds; only ages need it. */
  readonly nowMs: number;
  /** The date of now in the zone, "2026-11-23": only other days are told. */
  readonly today: string;
}

export const timeDisplayNames: Readonly<Record<TimeDisplay, string>> = {
  clock: 'Clock, with milliseconds',
  delta: 'Since the row before',
  ago: 'How long ago',
  reference: 'Since the reference message',
};

/** What stands behind the titles of time columns. */
export function timeNote({ zone, display, reference, nowMs }: TimeLook): string {
  if (display === 'delta') return 'Δ row';
  if (display === 'ago') return 'ago';
  if (display === 'reference' && reference !== undefined) return `Δ #${formatInteger(reference.seq)}`;
  return zone === 'utc' ? 'UTC' : formatZone(zone, nowMs).replace(/^UTC/, '');
}

const times: Readonly<
  Record<TimeColumnId, (row: Pick<MessageRow, 'publishTime' | 'receivedAt' | 'eventTime'>) => number | null>
> = {
  published: ({ publishTime }) => publishTime,
  received: ({ receivedAt }) => receivedAt,
  event: ({ eventTime }) => eventTime,
};

export interface TimeWords {
  /** The day, with a space after it, where the text is a time of another day than today; else empty. */
  readonly day: string;
  readonly text: string;
  /** The instant in full; undefined where there is none. */
  readonly title: string | undefined;
}

/** One time of a message as its cell says it. */
export function timeWords(row: MessageRow, column: TimeColumnId, look: TimeLook): TimeWords {
  const at = times[column](row);
  if (at === null) return { day: '', text: NO_VALUE, title: undefined };
  const spoken = spanOf(row, column, at, look);
  return {
    day: spoken === undefined ? formatDayUnless(look.today, at, look.zone) : '',
    text: spoken ?? formatTime(at, look.zone),
    title: formatInstant(at, look.zone),
  };
}

/** A time told from another one; undefined where it is told by the clock. */
function spanOf(row: MessageRow, column: TimeColumnId, at: number, look: TimeLook): string | undefined {
  const { display, nowMs, reference } = look;
  if (display === 'ago') return formatRelative(at, nowMs);
  if (display === 'delta') {
    const before = row.before === undefined ? null : times[column](row.before);
    return before === null ? '' : formatSpan(at - before);
  }
  const from = display === 'reference' ? (reference?.[column] ?? null) : null;
  return from === null ? undefined : formatSpan(at - from);
}
