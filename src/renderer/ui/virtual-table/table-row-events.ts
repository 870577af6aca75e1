/** Which cell an event belongs to. Rows are told apart by data attributes, so one listener serves all of them. */

export interface CellPlace {
  readonly index: number;
  /** Null between cells. */
  readonly column: string | null;
}

export const cellAt = (target: EventTarget | null): CellPlace | undefined => {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>('[data-row]');
  const index = Number(row?.dataset['row'] ?? Number.NaN);
  if (!Number.isInteger(index)) return undefined;
  return { index, column: target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? null };
};

export const isInGutter = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-gutter]') !== null;
