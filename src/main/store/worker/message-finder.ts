/** Finds the message a person points at: by a time, or by its id in either form. */
import type { MessagePlace } from '../../../shared/contract/schemas/history.ts';
import { seqOf } from '../../../shared/domain/row-id.ts';
import type { ReadableDb } from './brands.ts';
import { identityOf } from './queries/identity.ts';
import { messageReads } from './queries/messages.ts';
import { streamReads } from './queries/streams.ts';

const spelledId = /^(-?\d{1,19}):(-?\d{1,19})(?::(-?\d{1,9}))?(?::(-?\d{1,9}))?$/;
/** Partitions looked into for an id that names none. */
const mostPartitions = 1_000;

const selectNextPartition = 'select min(partition) from message where stream_id = ? and partition > ?';
const selectRow = `
  select row_id from message
  where stream_id = ? and partition = ? and ledger = ? and entry = ? and batch_index >= ?
  order by batch_index limit 1`;

interface WantedId {
  readonly ledger: bigint;
  readonly entry: bigint;
  readonly partition: number | undefined;
  /** The batch index, or -1 for the first message of the entry. */
  readonly batchIndex: number;
}

export function createMessageFinder(
  db: ReadableDb,
): (streamId: number, place: MessagePlace) => number | null {
  const streams = streamReads(db);
  const messages = messageReads(db);
  const nextPartition = db.prepare<[number, number], number | null>(selectNextPartition).pluck();
  const rowOf = db.prepare<[number, number, bigint, bigint, number], number>(selectRow).pluck();

  const partitionsOf = function* (streamId: number): Generator<number> {
    let last = -2;
    for (let seen = 0; seen < mostPartitions; seen += 1) {
      const next = nextPartition.get(streamId, last) ?? null;
      if (next === null) return;
      yield next;
      last = next;
    }
  };

  const byId = (streamId: number, wanted: WantedId): number | null => {
    const { partition } = wanted;
    for (const candidate of partition === undefined ? partitionsOf(streamId) : [partition]) {
      const row = rowOf.get(streamId, candidate, wanted.ledger, wanted.entry, wanted.batchIndex);
      if (row !== undefined) return seqOf(row);
    }
    return null;
  };

  return (streamId, place) => {
    const { first_seq: first, next_seq: next } = streams.row(streamId);
    if (place.by === 'id') {
      const wanted = wantedId(place.text.trim());
      const seq = wanted === undefined ? null : byId(streamId, wanted);
      // Rows that retention has forgotten may still lie in the file for a moment.
      return seq !== null && seq >= first && seq < next ? seq : null;
    }
    const seq = messages.seqAtTime(streamId, first, next - 1, place.at, place.by);
    return seq < next ? seq : null;
  };
}

function wantedId(text: string): WantedId | undefined {
  const spelled = spelledId.exec(text);
  if (spelled !== null) {
    const [, ledger = '', entry = '', partition, batch] = spelled;
    return {
      ledger: BigInt.asIntN(64, BigInt(ledger)),
      entry: BigInt.asIntN(64, BigInt(entry)),
      partition: partition === undefined ? undefined : Number(partition),
      batchIndex: batch === undefined ? -1 : Number(batch),
    };
  }
  const id = identityOf(text);
  return (
    id && {
      ledger: BigInt(id.ledger),
      entry: BigInt(id.entry),
      partition: id.partition,
      batchIndex: id.batchIndex,
    }
  );
}
