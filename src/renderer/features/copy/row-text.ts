import type { MessageRow } from '../../state/message-rows.ts';
import type { TableColumn } from '../../ui/virtual-table/columns.ts';
import { isTimeColumn } from '../messages/message-columns.ts';
import { lookOf } from '../messages/state-look.ts';
import { timeWords, type TimeLook } from '../messages/time-words.ts';

/** Rows as the table shows them: titles first, tabs between columns. A clock becomes a full instant with its zone. */
export function rowsAsText(
  rows: readonly MessageRow[],
  columns: readonly TableColumn[],
  times: TimeLook,
): string {
  const titles = columns.map(({ title, note }) => (note === undefined ? title : `${title} (${note})`));
  return [titles, ...rows.map((row) => columns.map(({ id }) => cellText(row, id, times)))]
    .map((cells) => cells.map(oneCell).join('\t'))
    .join('\n');
}

/** What would start a new cell or row becomes a blank. */
function oneCell(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

function cellText(row: MessageRow, column: string, times: TimeLook): string {
  if (isTimeColumn(column)) return timeText(row, column, times);
  switch (column) {
    case 'seq':
      return String(row.seq);
    case 'delta':
      return row.deltaMs === null ? '' : String(row.deltaMs);
    case 'key':
      return row.key ?? '';
    case 'state':
      return lookOf(row.state, row.deliveries).label;
    case 'deliveries':
      return String(row.deliveries);
    case 'redeliveries':
      return String(row.brokerRedeliveries);
    case 'size':
      return String(row.size);
    case 'kind':
      return row.kind;
    case 'partition':
      return row.partition < 0 ? '' : String(row.partition);
    case 'position':
      return `${row.ledger}:${row.entry}`;
    case 'value':
      return row.preview + (row.isPreviewCut ? '…' : '');
    default: {
      const cell = row.cells.get(column);
      return cell === undefined ? '' : cell.text + (cell.isCut ? '…' : '');
    }
  }
}

function timeText(row: MessageRow, column: Parameters<typeof timeWords>[1], times: TimeLook): string {
  const { text, title } = timeWords(row, column, times);
  if (title === undefined) return '';
  const isClock =
    times.display === 'clock' || (times.display === 'reference' && times.reference === undefined);
  return isClock ? title : text;
}
