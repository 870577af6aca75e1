import { describe, expect, it } from 'vitest';
import type { CommandItem } from '../../../../../src/renderer/ui/command-palette/command-item.ts';
import {
  groupCommands,
  MAX_SHOWN_COMMANDS,
  rankCommands,
} from '../../../../../src/renderer/ui/command-palette/rank.ts';

const item = (label: string, group = 'Actions', keywords: readonly string[] = []): CommandItem => ({
  id: label,
  label,
  group,
  keywords,
});
const labels = (items: readonly CommandItem[]): readonly string[] => items.map(({ label }) => label);

describe('the command palette', () => {
  it('puts the beginning before the middle, and words before scattered letters', () => {
    const items = [
      item('Export orders'),
      item('Reorder columns'),
      item('orders'),
      item('Open recent drafts'),
    ];
    expect(labels(rankCommands(items, 'order'))).toEqual(['orders', 'Export orders', 'Reorder columns']);
    expect(labels(rankCommands(items, 'ord'))[0]).toBe('orders');
    expect(labels(rankCommands(items, 'ord'))).toContain('Open recent drafts');
  });

  it('finds by keywords, and by initials', () => {
    const items = [item('Observe a stream', 'Actions', ['read', 'listen']), item('Publish')];
    expect(labels(rankCommands(items, 'listen'))).toEqual(['Observe a stream']);
    expect(labels(rankCommands(items, 'oas'))).toEqual(['Observe a stream']);
    expect(rankCommands(items, 'zzz')).toEqual([]);
  });

  it('shows a bounded number, in their own order when nothing is typed', () => {
    const items = Array.from({ length: 200 }, (_, index) => item(`Stream ${index}`));
    expect(rankCommands(items, '')).toHaveLength(MAX_SHOWN_COMMANDS);
    expect(labels(rankCommands(items, '  '))[3]).toBe('Stream 3');
  });

  it('groups in the order of the best item', () => {
    const groups = groupCommands([
      item('orders', 'Streams'),
      item('Open', 'Actions'),
      item('oranges', 'Streams'),
    ]);
    expect(groups.map(({ heading, items }) => [heading, labels(items)])).toEqual([
      ['Streams', ['orders', 'oranges']],
      ['Actions', ['Open']],
    ]);
  });
});
