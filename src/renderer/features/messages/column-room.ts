import { formatInteger } from '../../lib/format-number.ts';
import { formatDayUnless } from '../../lib/format-time.ts';
import type { SeenRows } from '../../state/seen-rows.svelte.ts';
import { MIN_COLUMN_WIDTH, type TableColumn } from '../../ui/virtual-table/columns.ts';
import { isTimeColumn } from './message-columns.ts';
import type { TimeLook } from './time-words.ts';

/** px of a character in cells of data, rounded up. */
const characterWidth = 7.5;
/** "999,999" fits the usual width of the column of numbers. */
const usualNumber = 7;

/** px that columns get beyond their own width for what the rows hold: large numbers, and days other than today. */
export interface ColumnRoom {
  readonly numbers: number;
  readonly times: number;
}

export function numbersRoom({ largestSeq }: Pick<SeenRows, 'largestSeq'>): number {
  return characterRoom(formatInteger(largestSeq).length - usualNumber);
}

export function timesRoom(seen: Pick<SeenRows, 'earliest' | 'latest'>, look: TimeLook): number {
  const { display, zone, today } = look;
  if (display !== 'clock') return 0;
  const days = [seen.earliest, seen.latest].map((time) =>
    time === undefined ? '' : formatDayUnless(today, time, zone),
  );
  return characterRoom(Math.max(...days.map((day) => day.length)));
}

function characterRoom(characters: number): number {
  return Math.ceil(Math.max(0, characters) * characterWidth);
}

/** Columns as they are drawn, of those that are kept. */
export function withRoom(columns: readonly TableColumn[], room: ColumnRoom): readonly TableColumn[] {
  return columns.map((column) => ({ ...column, width: column.width + roomOf(column, room) }));
}

/** Columns as they are kept, of those that are drawn: the room is the rows', not the person's wish. */
export function withoutRoom(columns: readonly TableColumn[], room: ColumnRoom): readonly TableColumn[] {
  return columns.map((column) => ({
    ...column,
    width: Math.max(MIN_COLUMN_WIDTH, column.width - roomOf(column, room)),
  }));
}

function roomOf({ id }: TableColumn, { numbers, times }: ColumnRoom): number {
  if (id === 'seq') return numbers;
  return isTimeColumn(id) ? times : 0;
}
