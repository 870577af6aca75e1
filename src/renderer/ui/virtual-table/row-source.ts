/**
 * What virtual-table owns: a table over any number of rows that are read page by page.
 * This file: where rows come from.
 */

/**
 * Rows by index. The table reads `count`, `version` and `dropped` reactively, so a class with $state fields or a new
 * object both work; a *new object* means other data (selection and place are given up), a new `version` of the same
 * object means the same rows with news (shown as they were until read again).
 */
export interface RowSource<Row> {
  /** How many rows there are now. */
  readonly count: number;
  /** Changes whenever rows that were handed out may read differently now. */
  readonly version?: number | string | undefined;
  /** How many rows were ever taken away at the beginning (retention): indices moved down by as many. Never decreases. */
  readonly dropped?: number | undefined;
  /** Rows are still being found: what comes at the end is no news. */
  readonly isFilling?: boolean | undefined;
  /** Rows [from, from + count). Fewer than asked for are accepted. A rejection is shown, with a way to try again. */
  rows(from: number, count: number): readonly Row[] | Promise<readonly Row[]>;
}

/** A source over an array that is at hand. */
export const arraySource = <Row>(items: readonly Row[]): RowSource<Row> => ({
  count: items.length,
  rows: (from, count) => items.slice(from, from + count),
});
