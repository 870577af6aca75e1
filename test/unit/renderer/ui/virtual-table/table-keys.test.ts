import { describe, expect, it } from 'vitest';
import { tableCommand } from '../../../../../src/renderer/ui/virtual-table/table-keys.ts';

const press = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

describe('the keyboard of a table', () => {
  it.each([
    ['ArrowDown', '', { kind: 'move', by: 1, unit: 'row', extend: false }],
    ['j', '', { kind: 'move', by: 1, unit: 'row', extend: false }],
    ['ArrowUp', 's', { kind: 'move', by: -1, unit: 'row', extend: true }],
    ['PageDown', 's', { kind: 'move', by: 1, unit: 'page', extend: true }],
    ['Home', '', { kind: 'edge', edge: 'first', extend: false }],
    ['End', 's', { kind: 'edge', edge: 'last', extend: true }],
    ['G', 's', { kind: 'edge', edge: 'last', extend: false }],
    ['ArrowDown', 'm', { kind: 'edge', edge: 'last', extend: false }],
    ['ArrowRight', '', { kind: 'column', by: 1 }],
    ['a', 'c', { kind: 'selectAll' }],
    ['a', 'm', { kind: 'selectAll' }],
    [' ', 'c', { kind: 'toggle' }],
    ['c', 'c', { kind: 'copy' }],
    ['Enter', '', { kind: 'open' }],
    ['Escape', '', { kind: 'collapseSelection' }],
  ])('takes %s with "%s" held', (key, held, command) => {
    expect(tableCommand(press(key, held))).toEqual(command);
  });

  it.each([
    ['a', ''],
    ['c', 'cs'],
    ['ArrowDown', 'a'],
    ['k', 'c'],
    ['f', 'c'],
    [' ', ''],
    ['Tab', ''],
  ])('leaves %s with "%s" held to the page', (key, held) => {
    expect(tableCommand(press(key, held))).toBeUndefined();
  });
});
