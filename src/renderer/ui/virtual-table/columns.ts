/** Columns as plain data and what can be done to them. Every function returns a new array; callers keep it. */

export interface TableColumn {
  readonly id: string;
  readonly title: string;
  /** px, without the space of a growing column. */
  readonly width: number;
  readonly minWidth?: number | undefined;
  /** Takes what is left of the table's width. */
  readonly grow?: boolean | undefined;
  readonly align?: 'start' | 'end' | undefined;
  readonly hidden?: boolean | undefined;
  /** More about the column than its title says, e.g. the time zone. */
  readonly hint?: string | undefined;
  /** Stands behind the title, fainter: how the column tells its values, e.g. "UTC". */
  readonly note?: string | undefined;
  /** Leaves where there is no room for all columns: the lowest figure first. Without one it stays, and the table scrolls. */
  readonly yields?: number | undefined;
}

export const MIN_COLUMN_WIDTH = 36;
export const MAX_COLUMN_WIDTH = 4000;
/** Space between the table's edge and the first and last column, px. */
export const TABLE_PADDING = 12;
/** What a growing column keeps of its width where there is no room for more, px. */
const LEAST_GROWING_WIDTH = 60;
/** The same space at the beginning where rows have a sign before their first cell, px. */
export const GUTTER_WIDTH = 20;

export const visibleColumns = (columns: readonly TableColumn[]): readonly TableColumn[] =>
  columns.filter(({ hidden }) => hidden !== true);

/**
 * The columns there is room for, px: where all of them are too wide, some leave in the order of `yields`. Then a growing
 * one gives of its width; no other becomes narrower than it was made.
 */
export const fitColumns = (columns: readonly TableColumn[], available: number): readonly TableColumn[] => {
  let shown = visibleColumns(columns);
  while (tableWidth(shown) > available) {
    const ranks = shown.flatMap(({ yields }) => yields ?? []);
    if (ranks.length === 0 || shown.length === 1) break;
    const lowest = Math.min(...ranks);
    shown = shown.filter(({ yields }) => yields !== lowest);
  }
  const missing = tableWidth(shown) - available;
  return missing > 0 ? shown.map((column) => narrowed(column, missing)) : shown;
};

function narrowed(column: TableColumn, by: number): TableColumn {
  const least = Math.min(column.width, LEAST_GROWING_WIDTH);
  return column.grow ? { ...column, width: Math.max(least, column.width - by) } : column;
}

const minWidthOf = ({ minWidth = MIN_COLUMN_WIDTH }: TableColumn): number => minWidth;

/** Whether a column has a visible neighbour to step past. */
export const canStep = (columns: readonly TableColumn[], id: string, step: 1 | -1): boolean => {
  const shown = visibleColumns(columns);
  return shown[shown.findIndex((column) => column.id === id) + step] !== undefined;
};

export const resizeColumn = (
  columns: readonly TableColumn[],
  id: string,
  width: number,
): readonly TableColumn[] =>
  columns.map((column) =>
    column.id === id
      ? { ...column, width: Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(minWidthOf(column), width))) }
      : column,
  );

/** Moves a column to the place of another. Unknown ids change nothing. */
export const moveColumn = (
  columns: readonly TableColumn[],
  id: string,
  toPlaceOf: string,
): readonly TableColumn[] => {
  const from = columns.findIndex((column) => column.id === id);
  const to = columns.findIndex((column) => column.id === toPlaceOf);
  const moved = columns[from];
  if (moved === undefined || to < 0 || from === to) return columns;
  const rest = columns.filter((column) => column.id !== id);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
};

/** Moves a column past its visible neighbour. */
export const stepColumn = (
  columns: readonly TableColumn[],
  id: string,
  step: 1 | -1,
): readonly TableColumn[] => {
  const shown = visibleColumns(columns);
  const neighbour = shown[shown.findIndex((column) => column.id === id) + step];
  return neighbour === undefined ? columns : moveColumn(columns, id, neighbour.id);
};

/** Shows or hides a column; the last visible one stays. */
export const setColumnHidden = (
  columns: readonly TableColumn[],
  id: string,
  hidden: boolean,
): readonly TableColumn[] => {
  const shown = visibleColumns(columns);
  if (hidden && shown.length === 1 && shown[0]?.id === id) return columns;
  return columns.map((column) => (column.id === id ? { ...column, hidden } : column));
};

/** Value of grid-template-columns for rows and header. */
export const columnTemplate = (columns: readonly TableColumn[]): string =>
  visibleColumns(columns)
    .map(({ width, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ');

/** The least width of the whole table, px. */
export const tableWidth = (columns: readonly TableColumn[]): number =>
  visibleColumns(columns).reduce((sum, { width }) => sum + width, 2 * TABLE_PADDING);
