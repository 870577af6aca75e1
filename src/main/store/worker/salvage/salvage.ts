/**
 * Reads what can still be read of a damaged history into a fresh one, table by table and row by row, stepping over
 * unreadable places. Messages are numbered anew so that positions keep no holes; whatever names one follows it.
 */
import type { Database } from 'better-sqlite3';
import { maxStreamId } from '../../../../shared/domain/row-id.ts';
import { asReadable, type ReadableDb, type WritableDb } from '../brands.ts';
import type { SqliteModule } from '../native-addon.ts';
import { salvageDeliveries, salvageOfStreams, salvageSent } from './events.ts';
import { tableInserts, throwIfNoRoom } from './inserts.ts';
import { salvageMessages } from './messages.ts';
import { createMoves, type Moves } from './moves.ts';
import type { SalvageRun } from './run.ts';
import { readPieces } from './pieces.ts';
import { salvageReplays } from './replays.ts';
import { salvageSettings } from './settings.ts';
import { createTally, type Tally } from './tally.ts';

export type Salvaged = Pick<Tally, 'savedWords' | 'lostWords'>;

/** @throws StreamscopeError when the new file cannot take what was read */
export function salvage(sqlite: SqliteModule, damagedFile: string, fresh: WritableDb): Salvaged {
  const tally = createTally();
  const moves = createMoves(fresh);
  let file: Database | undefined;
  try {
    file = new sqlite(damagedFile, { readonly: true, fileMustExist: true });
    // Numbers beyond 2^53 must come over unchanged.
    file.defaultSafeIntegers(true);
    salvageAll(asReadable(file), fresh, moves, tally);
  } catch (thrown) {
    throwIfNoRoom(thrown);
    // Not even the header can be read: the fresh history stays empty, and the notice says so.
  } finally {
    file?.close();
    moves.drop();
  }
  return tally;
}

function salvageAll(damaged: ReadableDb, fresh: WritableDb, moves: Moves, tally: Tally): void {
  const names = damaged.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck();
  const tables = new Set(names.all());
  const streamIds = new Set<number>();
  const all: SalvageRun = { damaged, fresh, tables, insert: tableInserts(fresh), moves, tally, streamIds };
  const streams = { table: 'stream', key: 'id', first: 1, last: maxStreamId };
  for (const piece of readPieces(damaged, streams)) {
    if (piece === 'gap') {
      tally.gap('stream');
      continue;
    }
    for (const stream of piece.rows) {
      if (!all.insert('stream', stream)) {
        tally.lost('stream');
        continue;
      }
      tally.saved('stream');
      streamIds.add(Number(stream['id']));
      salvageMessages(all, stream);
    }
  }
  salvageDeliveries(all);
  salvageOfStreams(all, 'socket_loss');
  salvageOfStreams(all, 'refused_frame');
  salvageSent(all);
  salvageReplays(all);
  salvageSettings(all);
}
