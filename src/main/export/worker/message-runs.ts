/** Which rows a scope means, as runs of neighbours in order. What is stored while an export runs is not part of it. */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { ExportScope } from '../../../shared/contract/schemas/transfer.ts';
import { compileFilter } from '../../../shared/domain/filter/compile-filter.ts';
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { ReadableDb } from '../../store/worker/brands.ts';
import { createFilterScan } from '../../store/worker/filter-scan.ts';
import { messageReads } from '../../store/worker/queries/messages.ts';
import { streamReads } from '../../store/worker/queries/streams.ts';

/** Rows between two looks at whether to go on. */
const slice = 2_000;

/** Rows `first` to `last` by id, of `looked` that were considered. */
export interface MessageRun {
  readonly first: number;
  readonly last: number;
}

export interface MessageSlice {
  readonly looked: number;
  readonly runs: readonly MessageRun[];
}

export interface ScopedRows {
  /** Rows that will be looked at. */
  readonly total: number;
  readonly slices: () => Generator<MessageSlice>;
}

interface SeqRange {
  readonly from: number;
  readonly to: number;
}

export function rowsInScope(db: ReadableDb, scope: ExportScope): ScopedRows {
  const { streamId } = scope;
  const { first_seq: first, next_seq: next } = streamReads(db).row(streamId);
  const held = { from: first, to: next - 1 };
  const ranges = rangesOf(db, scope, held).filter(({ from, to }) => to >= from);
  const total = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const narrow = scope.kind === 'filter' ? filterRuns(db, scope.filter) : undefined;

  function* slices(): Generator<MessageSlice> {
    for (const { from, to } of ranges) {
      for (let seq = from; seq <= to; seq += slice) {
        const last = Math.min(to, seq + slice - 1);
        const run = { first: rowIdOf(streamId, seq), last: rowIdOf(streamId, last) };
        yield { looked: last - seq + 1, runs: narrow?.(run) ?? [run] };
      }
    }
  }
  return { total, slices };
}

function rangesOf(db: ReadableDb, scope: ExportScope, held: SeqRange): SeqRange[] {
  switch (scope.kind) {
    case 'stream':
    case 'filter':
      return [held];
    case 'ranges':
      return scope.ranges.map(({ from, to }) => ({
        from: Math.max(from, held.from),
        to: Math.min(to, held.to),
      }));
    case 'time': {
      const { seqAtTime } = messageReads(db);
      const seqAt = (at: number): number => seqAtTime(scope.streamId, held.from, held.to, at);
      return [{ from: seqAt(scope.from), to: seqAt(scope.to + 1) - 1 }];
    }
  }
}

function filterRuns(db: ReadableDb, text: string): (run: MessageRun) => MessageRun[] {
  const compiled = compileFilter(text);
  if (!compiled.ok) {
    const { message, from, to } = compiled.error;
    throw new StreamscopeError('FILTER_INVALID', message, { detail: `${from}-${to}` });
  }
  const { scan } = createFilterScan(db, compiled.filter);
  return ({ first, last }) => {
    const runs: { first: number; last: number }[] = [];
    scan(first, last, (rowId) => {
      const open = runs.at(-1);
      if (open?.last === rowId - 1) open.last = rowId;
      else runs.push({ first: rowId, last: rowId });
    });
    return runs;
  };
}
