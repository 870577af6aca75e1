/**
 * A stored message's row id holds its stream and its place in it: `stream * 2^36 + seq`. So position to row is
 * arithmetic and one lookup in the table itself, a stream's rows lie together on disk, and its oldest end is
 * one range to delete. Exact in a double for 131,071 streams of 68 billion messages each.
 */

const seqsPerStream = 2 ** 36;
export const maxSeq = seqsPerStream - 1;
export const maxStreamId = 2 ** 17 - 1;

export function rowIdOf(streamId: number, seq: number): number {
  return streamId * seqsPerStream + seq;
}

export function streamIdOf(rowId: number): number {
  return Math.floor(rowId / seqsPerStream);
}

export function seqOf(rowId: number): number {
  return rowId % seqsPerStream;
}
