import type { MessageSummary, RowPage } from '../../shared/contract/schemas/history.ts';
import type { Histogram } from '../../shared/contract/schemas/histogram.ts';
import type { NearMark } from '../../shared/contract/schemas/mark.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { RowCell } from '../../shared/contract/schemas/row-extras.ts';
import type { ColourRule } from './colour-rule.ts';
import type { PositionRange } from './row-selection.svelte.ts';
import type { RowWishes } from './row-wishes.ts';

/** Between two refreshes of the rows on screen, however fast messages arrive. */
export const refreshEveryMs = 100;

/** A row as the table shows it. */
export interface MessageRow extends MessageSummary {
  /** Publish time minus that of the row before; null for the first row or when either has no time. */
  readonly deltaMs: number | null;
  /** The row shown before this one; undefined for the first. */
  readonly before: MessageSummary | undefined;
  /** Fields in columns of their own, by the id of the column; as wanted when the row was read. */
  readonly cells: ReadonlyMap<string, RowCell>;
  /** The colour rule the row meets. */
  readonly rule: ColourRule | undefined;
}

/** Stored messages of one stream by position: all of them, or those that match a filter. */
export interface MessageRows {
  readonly streamId: number;
  readonly count: number;
  readonly version: number;
  readonly dropped: number;
  /** False while the rows are still being found, so that positions are not final. */
  readonly isComplete: boolean;
  /** Rows `from` to `from + count - 1`; fewer at the end. */
  rows(from: number, count: number): Promise<readonly MessageRow[]>;
  /** Chosen positions as main wants them, by `seq`. */
  sequences(ranges: readonly PositionRange[]): Promise<SequenceRange[]>;
  /** Where a message stands now; undefined when it is not among these rows. */
  positionOf(seq: number): Promise<number | undefined>;
  /** Where the first message of this `seq` or a later one stands; undefined when there is none. */
  positionFrom(seq: number): Promise<number | undefined>;
  /** These rows by the time they were received, in at most so many stretches. */
  histogram(buckets: number): Promise<Histogram>;
  /** The marked ones among these rows; undefined when all that are marked are. */
  shownMarks(): Promise<readonly number[] | undefined>;
  /** The nearest of these rows that is marked, beyond `seq`; undefined when there is none in that direction. */
  markNear(seq: number, direction: 'next' | 'previous'): Promise<NearMark | undefined>;
}

/** Rows of a page without its first `lead`, which are there only to be the rows before. */
export function messageRows({ rows, extras }: RowPage, wishes: RowWishes, lead: number): MessageRow[] {
  return rows.slice(lead).map((row, at) => {
    const place = at + lead;
    const before = rows[place - 1];
    const extra = extras?.[place];
    const cells = wishes.fields.flatMap(({ id }, index): [string, RowCell][] => {
      const cell = extra?.cells[index];
      return cell === undefined ? [] : [[id, cell]];
    });
    const rule = extra === undefined || extra.rule === null ? undefined : wishes.rules[extra.rule];
    return { ...row, deltaMs: deltaOf(row, before), before, cells: new Map(cells), rule };
  });
}

function deltaOf(row: MessageSummary, before: MessageSummary | undefined): number | null {
  if (before === undefined || row.publishTime === null || before.publishTime === null) return null;
  return row.publishTime - before.publishTime;
}
