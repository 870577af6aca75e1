/**
 * What features/messages owns: the table of a stream's stored messages and what surrounds it. This file: its columns.
 */
import { columnIdOf, fieldOfColumn, fieldTitle } from '../../state/column-id.ts';
import type { SavedColumn } from '../../state/table-layout.ts';
import type { Mode } from '../../ui/feedback/mode-looks.ts';
import type { TableColumn } from '../../ui/virtual-table/columns.ts';

interface StandardColumn extends TableColumn {
  /** Called so in the list of columns, where its title is too short to be understood alone. */
  readonly name?: string;
}

/** Those hidden here are there for who wants them. What is left out where there is no room is left out in this order. */
const standard = [
  {
    id: 'seq',
    title: '#',
    align: 'end',
    name: 'Number',
    width: 66,
    yields: 3,
    hint: 'Number of the message in this history, from 1',
  },
  { id: 'published', title: 'Published', width: 108, hint: 'When it was published' },
  { id: 'received', title: 'Received', width: 108, hidden: true, hint: 'When it was received here first' },
  { id: 'event', title: 'Event time', width: 108, hidden: true, hint: 'The time its publisher gave it' },
  {
    id: 'delta',
    title: 'Δ',
    align: 'end',
    name: 'Time since the row before',
    width: 72,
    yields: 1,
    hint: 'Time since the row before was published',
  },
  { id: 'key', title: 'Key', width: 94, yields: 5 },
  { id: 'state', title: 'State', width: 112, yields: 4 },
  {
    id: 'deliveries',
    title: 'Deliveries',
    align: 'end',
    width: 76,
    hidden: true,
    hint: 'How often it came, by our own count',
  },
  {
    id: 'redeliveries',
    title: 'Redelivered',
    align: 'end',
    name: 'Redeliveries by the broker’s count',
    width: 86,
    hidden: true,
    hint: 'The broker’s own count, which may stay 0',
  },
  { id: 'size', title: 'Size', align: 'end', width: 78, yields: 2, hint: 'Payload' },
  { id: 'kind', title: 'Kind', width: 64, hidden: true, hint: 'What the payload looks like' },
  { id: 'partition', title: 'Partition', align: 'end', width: 70, hidden: true },
  {
    id: 'position',
    title: 'Ledger:entry',
    name: 'Ledger and entry',
    width: 110,
    hidden: true,
    hint: 'Where the broker keeps it',
  },
  { id: 'value', title: 'Value', width: 104, grow: true },
] as const satisfies readonly StandardColumn[];

export type StandardColumnId = (typeof standard)[number]['id'];
export const timeColumnIds = ['published', 'received', 'event'] as const;
export type TimeColumnId = (typeof timeColumnIds)[number];

const fieldColumnWidth = 110;
const observedValueWidth = 180;

/** `note`: how times are told, named once in the header. */
export function messageColumns(
  saved: readonly SavedColumn[] | undefined,
  note: string,
  mode?: Mode,
): readonly TableColumn[] {
  const fresh: readonly TableColumn[] = standard.map((column) => withNote(inMode(column, mode), note));
  if (saved === undefined) return fresh;
  const kept = saved.flatMap(({ id, width, isHidden }) => {
    const column = fresh.find((one) => one.id === id) ?? fieldColumn(id);
    return column === undefined ? [] : [{ ...column, width, hidden: isHidden }];
  });
  // Columns of a newer version stand at the end until they are asked for.
  const added = fresh.filter(({ id }) => kept.every((one) => one.id !== id));
  return [...kept, ...added.map((column) => ({ ...column, hidden: true }))];
}

export function savedColumns(columns: readonly TableColumn[]): SavedColumn[] {
  return columns.map(({ id, width, hidden = false }) => ({ id, width, isHidden: hidden }));
}

export function isTimeColumn(id: string): id is TimeColumnId {
  return timeColumnIds.some((one) => one === id);
}

/** The words for a column in a list of columns. */
export function columnName(id: string): string {
  const field = fieldOfColumn(id);
  if (field !== undefined) return fieldTitle(field);
  const column: StandardColumn | undefined = standard.find((one) => one.id === id);
  return column?.name ?? column?.title ?? id;
}

/** A column for one field, before the value: where the eye goes on to the whole of it. */
export function withFieldColumn(columns: readonly TableColumn[], id: string): readonly TableColumn[] {
  if (columns.some((column) => column.id === id))
    return columns.map((column) => (column.id === id ? { ...column, hidden: false } : column));
  const added = fieldColumn(id);
  if (added === undefined) return columns;
  const at = columns.findIndex((column) => column.id === 'value');
  return columns.toSpliced(at < 0 ? columns.length : at, 0, added);
}

function fieldColumn(id: string): TableColumn | undefined {
  const field = fieldOfColumn(id);
  if (field === undefined) return undefined;
  const path = fieldTitle(field);
  const short = field.source === 'property' ? field.name : path.replace(/^value\.?/, '');
  return { id: columnIdOf(field), title: short, hint: path, width: fieldColumnWidth };
}

/** Of messages that are only looked at the state says least and the value most: the one makes room for the other. */
function inMode(column: TableColumn, mode: Mode | undefined): TableColumn {
  if (mode !== 'observe') return column;
  if (column.id === 'value') return { ...column, width: observedValueWidth };
  return column.id === 'state' ? { ...column, yields: 0 } : column;
}

function withNote(column: TableColumn, note: string): TableColumn {
  return isTimeColumn(column.id) ? { ...column, note, hint: `${column.hint ?? ''} · ${note}` } : column;
}
