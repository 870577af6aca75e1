/** What happened to salvaged messages and streams: deliveries, losses of sockets, refused frames, messages sent from here. */
import { maxSeq, rowIdOf, seqOf } from '../../../../shared/domain/row-id.ts';
import { widestRange } from '../queries/deliveries.ts';
import { readPieces, type TableRow } from './pieces.ts';
import type { SalvageRun } from './run.ts';
import type { SalvagedTable } from './tally.ts';

/** They stand in ranges of seqs: each is cut to what was saved of it, and moved to where that is now. */
export function salvageDeliveries(salvage: SalvageRun): void {
  const { insert, moves, tally, streamIds } = salvage;
  eachRow(salvage, 'delivery', ({ id: _id, ...row }) => {
    const streamId = Number(row['stream_id']);
    const first = Number(row['first_seq']);
    const last = Number(row['last_seq']);
    const isRange = first >= 1 && last >= first && last - first < widestRange && last <= maxSeq;
    if (!isRange || !streamIds.has(streamId)) {
      tally.lost('delivery');
      return;
    }
    for (const part of moves.parts(rowIdOf(streamId, first), rowIdOf(streamId, last))) {
      const place = { first_seq: seqOf(part.first + part.shift), last_seq: seqOf(part.last + part.shift) };
      if (insert('delivery', { ...row, ...place })) tally.saved('delivery');
      else tally.lost('delivery');
    }
  });
}

/** The rows of a table that say which stream they are of. */
export function salvageOfStreams(salvage: SalvageRun, table: 'socket_loss' | 'refused_frame'): void {
  eachRow(salvage, table, (row) => keep(salvage, table, row));
}

export function salvageSent(salvage: SalvageRun): void {
  eachRow(salvage, 'published', (row) => {
    const source = row['replay_of'] ?? null;
    // What a replay was made of is not said where that cannot be read.
    const replayOf = source === null ? null : (salvage.moves.newRowId(Number(source)) ?? null);
    keep(salvage, 'published', { ...row, replay_of: replayOf });
  });
}

function keep({ insert, tally, streamIds }: SalvageRun, table: SalvagedTable, row: TableRow): void {
  if (streamIds.has(Number(row['stream_id'])) && insert(table, row)) tally.saved(table);
  else tally.lost(table);
}

function eachRow(
  { damaged, fresh, tables, tally }: SalvageRun,
  table: SalvagedTable,
  take: (row: TableRow) => void,
): void {
  if (!tables.has(table)) return;
  for (const piece of readPieces(damaged, { table, key: 'id', first: 1, last: Number.MAX_SAFE_INTEGER })) {
    if (piece === 'gap') tally.gap(table);
    else fresh.transaction(() => piece.rows.forEach(take)).immediate();
  }
}
