import { describe, expect, it } from 'vitest';
import {
  columnName,
  messageColumns,
  savedColumns,
  withFieldColumn,
} from '../../../../../src/renderer/features/messages/message-columns.ts';
import { columnIdOf } from '../../../../../src/renderer/state/column-id.ts';
import { fitColumns, visibleColumns } from '../../../../../src/renderer/ui/virtual-table/columns.ts';

const shownIds = (columns: ReturnType<typeof messageColumns>) => visibleColumns(columns).map(({ id }) => id);
const total = columnIdOf({ source: 'value', path: ['order', 'total'] });

describe('the columns of the message table', () => {
  it('are the plain ones until somebody arranges them; the others are there for who wants them', () => {
    const columns = messageColumns(undefined, 'UTC');
    expect(shownIds(columns)).toEqual(['seq', 'published', 'delta', 'key', 'state', 'size', 'value']);
    expect(columns.filter(({ hidden }) => hidden).map(({ id }) => id)).toEqual([
      'received',
      'event',
      'deliveries',
      'redeliveries',
      'kind',
      'partition',
      'position',
    ]);
  });

  it('name in their header how times are told', () => {
    expect(messageColumns(undefined, 'UTC').find(({ id }) => id === 'published')).toMatchObject({
      title: 'Published',
      note: 'UTC',
    });
  });

  it('let the state go first where there is no room, if messages are only looked at', () => {
    const fitting = (mode: 'observe' | 'consume') =>
      fitColumns(messageColumns(undefined, '', mode), 470).map(({ id }) => id);
    expect(fitting('observe')).not.toContain('state');
    expect(fitting('consume')).toContain('state');
  });

  it('come back as they were kept: order, width, what is hidden', () => {
    const saved = [
      { id: 'value', width: 300, isHidden: false },
      { id: 'key', width: 140, isHidden: true },
      { id: total, width: 90, isHidden: false },
    ];
    const columns = messageColumns(saved, '');
    expect(savedColumns(columns).slice(0, 3)).toEqual(saved);
    expect(shownIds(columns)).toEqual(['value', total]);
  });

  it('leave out kept columns that no version knows, and put new ones at the end, hidden', () => {
    const columns = messageColumns([{ id: 'producerName', width: 90, isHidden: false }], '');
    expect(columns.every(({ hidden }) => hidden)).toBe(true);
    expect(columns.map(({ id }) => id)).not.toContain('producerName');
  });

  it('take a field before the value, once', () => {
    const once = withFieldColumn(messageColumns(undefined, ''), total);
    expect(shownIds(once).slice(-2)).toEqual([total, 'value']);
    expect(shownIds(withFieldColumn(once, total))).toEqual(shownIds(once));
    expect(once.find(({ id }) => id === total)).toMatchObject({
      title: 'order.total',
      hint: 'value.order.total',
    });
    expect(columnName(total)).toBe('value.order.total');
  });
});
