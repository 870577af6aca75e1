/**
 * What features/messages owns: the table of a stream's stored messages and what surrounds it. This file: its columns.
 */
import { formatZone, type TimeZoneChoice } from '../../lib/format-time.ts';
import type { TableColumn } from '../../ui/virtual-table/columns.ts';

export const columnIds = ['seq', 'published', 'delta', 'key', 'state', 'size', 'value'] as const;
export type ColumnId = (typeof columnIds)[number];

/** The columns with the widths people have set. The zone is named in the header, once for all rows. */
export function messageColumns(
  zone: TimeZoneChoice,
  nowMs: number,
  widths: Readonly<Record<string, number>>,
): readonly TableColumn[] {
  const columns: readonly (TableColumn & { readonly id: ColumnId })[] = [
    { id: 'seq', title: '#', width: 66, hint: 'Number of the message in this history, from 1' },
    {
      id: 'published',
      title: 'Published',
      width: 104,
      hint: `Time of publishing, ${formatZone(zone, nowMs)}`,
    },
    { id: 'delta', title: 'Δ', width: 72, hint: 'Time since the row before was published' },
    { id: 'key', title: 'Key', width: 88 },
    { id: 'state', title: 'State', width: 122 },
    { id: 'size', title: 'Size', width: 64, hint: 'Payload' },
    { id: 'value', title: 'Value', width: 200, grow: true },
  ];
  return columns.map((column) => ({ ...column, width: widths[column.id] ?? column.width }));
}
