import type { Snippet } from 'svelte';
import type { TableColumn } from './columns.ts';
import type { RangeSelection } from './range-selection.ts';
import type { RowSource } from './row-source.ts';
import type { RowTint, RowTone } from './TableRow.svelte';
import type { CellPlace } from './table-row-events.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TableSelectionNews {
  readonly ranges: RangeSelection;
  readonly size: number;
  readonly active: number | null;
}

/** What a table is given, and what it tells. */
export interface TableProps<Row> {
  /** Accessible name. */
  label: string;
  source: RowSource<Row>;
  /** Bindable; `oncolumnschange` when the person changes them. */
  columns: readonly TableColumn[];
  /** The content of one cell: row, column, index. */
  cell: Snippet<[Row, TableColumn, number]>;
  /** A small sign before the first cell: row, index. It is not read out: say what it means in `rowLabel`. */
  gutter?: Snippet<[Row, number]> | undefined;
  /** The gutter of a row was pressed. */
  ongutter?: ((index: number, row: Row | undefined) => void) | undefined;
  /** Bindable: the end stays in sight; the person's scrolling or choosing of a row turns it off. */
  following?: boolean;
  /** Rows are added at the end: those that come below are told of, though it never followed yet. */
  live?: boolean;
  /** Scrolling to the very end follows again (the default; not while frozen). */
  resumeAtEnd?: boolean;
  /** px; by default `--row-height` of the density. */
  rowHeight?: number | undefined;
  /** Edge colour of a row. */
  rowTone?: ((row: Row) => RowTone | undefined) | undefined;
  /** Colour of the whole row, and why it has it. */
  rowTint?: ((row: Row) => RowTint | undefined) | undefined;
  /** What a screen reader says for the row instead of its cells. */
  rowLabel?: ((row: Row, index: number) => string) | undefined;
  /** Enter or double click. */
  onopen?: ((index: number, row: Row | undefined) => void) | undefined;
  /** The active row changed, or has been read now (undefined until then). */
  onactive?: ((index: number | null, row: Row | undefined) => void) | undefined;
  onselection?: ((selection: TableSelectionNews) => void) | undefined;
  /** Right click or menu key. */
  onrowmenu?: ((at: Point, place: CellPlace & { readonly row: Row | undefined }) => void) | undefined;
  onheadermenu?: ((at: Point, column: TableColumn) => void) | undefined;
  /** The button at the end of the header; without it there is none. */
  oncolumns?: ((at: Point) => void) | undefined;
  /** These rows are in sight. */
  onsight?: ((first: number, last: number) => void) | undefined;
  /** Ctrl or Command + C. */
  oncopy?: ((ranges: RangeSelection) => void) | undefined;
  oncolumnschange?: ((columns: readonly TableColumn[]) => void) | undefined;
  /** Instead of rows when there are none. */
  empty?: Snippet | undefined;
  /** Text of the button that leads back to the end. */
  newLabel?: (count: number) => string;
}
