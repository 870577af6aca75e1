/** What a key press asks of a table. Pure, so that the whole keyboard is one table of tests. */

import type { KeyPress } from '../../lib/keyboard.ts';

export type TableCommand =
  | { readonly kind: 'move'; readonly by: number; readonly unit: 'row' | 'page'; readonly extend: boolean }
  | { readonly kind: 'edge'; readonly edge: 'first' | 'last'; readonly extend: boolean }
  | { readonly kind: 'column'; readonly by: 1 | -1 }
  | { readonly kind: 'selectAll' }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'collapseSelection' }
  | { readonly kind: 'open' }
  | { readonly kind: 'copy' };

/** Undefined: not a key of the table; it goes on to the page. */
export const tableCommand = (press: KeyPress): TableCommand | undefined => {
  const mod = press.ctrlKey || press.metaKey;
  const extend = press.shiftKey;
  if (press.altKey) return undefined;
  if (mod) {
    switch (press.key) {
      case 'a':
      case 'A':
        return extend ? undefined : { kind: 'selectAll' };
      case 'c':
      case 'C':
        return extend ? undefined : { kind: 'copy' };
      case ' ':
        return { kind: 'toggle' };
      case 'Home':
      case 'ArrowUp':
        return { kind: 'edge', edge: 'first', extend };
      case 'End':
      case 'ArrowDown':
        return { kind: 'edge', edge: 'last', extend };
      default:
        return undefined;
    }
  }
  switch (press.key) {
    case 'ArrowUp':
    case 'k':
      return { kind: 'move', by: -1, unit: 'row', extend };
    case 'ArrowDown':
    case 'j':
      return { kind: 'move', by: 1, unit: 'row', extend };
    case 'PageUp':
      return { kind: 'move', by: -1, unit: 'page', extend };
    case 'PageDown':
      return { kind: 'move', by: 1, unit: 'page', extend };
    case 'Home':
      return { kind: 'edge', edge: 'first', extend };
    case 'End':
      return { kind: 'edge', edge: 'last', extend };
    case 'g':
      return { kind: 'edge', edge: 'first', extend: false };
    case 'G':
      return { kind: 'edge', edge: 'last', extend: false };
    case 'ArrowLeft':
      return extend ? undefined : { kind: 'column', by: -1 };
    case 'ArrowRight':
      return extend ? undefined : { kind: 'column', by: 1 };
    case 'Enter':
      return { kind: 'open' };
    case 'Escape':
      return { kind: 'collapseSelection' };
    default:
      return undefined;
  }
};
