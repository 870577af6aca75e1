/** Table `refused_frame`: frames that could not be stored as messages, as they came. */
import { errorCodes, type ErrorCode } from '../../../../shared/contract/errors.ts';
import type { RefusedFrame } from '../../../../shared/contract/schemas/history.ts';
import { kibibyte } from '../../../../shared/domain/units.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';

/** Frames kept of each stream, newest first; the stream's count goes on beyond it. */
export const refusedFramesKept = 1000;
/** Bytes kept of each refused frame; its true size is noted. */
export const refusedBytesKept = 64 * kibibyte;

interface RefusedRow {
  readonly id: number;
  readonly at: number;
  readonly code: string;
  readonly size: number;
  readonly raw: Buffer;
}

const insertFrame = 'insert into refused_frame (stream_id, at, code, size, raw) values (?, ?, ?, ?, ?)';
const trimFrames = `
  delete from refused_frame where stream_id = ? and id <=
    (select id from refused_frame where stream_id = ? order by id desc limit 1 offset ${refusedFramesKept})`;
const selectNewest =
  'select id, at, code, size, raw from refused_frame where stream_id = ? order by id desc limit ?';

export function refusedReads(db: ReadableDb) {
  const newest = db.prepare<[number, number], RefusedRow>(selectNewest);
  return {
    newest: (streamId: number, limit: number): RefusedFrame[] =>
      newest.all(streamId, limit).map((row) => ({
        id: row.id,
        at: row.at,
        code: errorCodes.find((code) => code === row.code) ?? 'INTERNAL',
        raw: new Uint8Array(row.raw),
        size: row.size,
      })),
  };
}

export function refusedWrites(db: WritableDb) {
  const insert = db.prepare(insertFrame);
  const trim = db.prepare(trimFrames);
  return {
    add: (streamId: number, at: number, code: ErrorCode, frame: Buffer): void => {
      insert.run(streamId, at, code, frame.length, frame.subarray(0, refusedBytesKept));
    },
    trim: (streamId: number): void => {
      trim.run(streamId, streamId);
    },
  };
}
