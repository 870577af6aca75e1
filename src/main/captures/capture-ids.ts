/**
 * The room captures opens capture files beside the history. Each open one has a place, and its streams get ids of that
 * place, far above any the history gives: so a window reads, filters, inspects and replays them like any stored stream, and
 * no number ever means two messages.
 */
import type { MessageSummary } from '../../shared/contract/schemas/history.ts';
import { rowIdOf, streamIdOf } from '../../shared/domain/row-id.ts';

const firstStream = 65_536;
const streamsPerPlace = 256;
export const capturePlaces = 256;
/** Ids of streams within a file are 1 to this. */
export const mostStreams = streamsPerPlace - 1;
/** Lists of a capture are numbered from here on, by place. */
const listsPerPlace = 2 ** 32;

/** The place an id belongs to; undefined for the history's own. */
export function placeOfStream(streamId: number): number | undefined {
  return streamId < firstStream ? undefined : Math.floor((streamId - firstStream) / streamsPerPlace);
}

export const placeOfRow = (rowId: number): number | undefined => placeOfStream(streamIdOf(rowId));

export function placeOfList(listId: number): number | undefined {
  return listId < listsPerPlace ? undefined : Math.floor(listId / listsPerPlace) - 1;
}

/** From the numbers within a file to those outside, and back. */
export interface CaptureIds {
  readonly streamOut: (streamId: number) => number;
  readonly streamIn: (streamId: number) => number;
  readonly rowOut: (rowId: number) => number;
  readonly rowIn: (rowId: number) => number;
  readonly listOut: (listId: number) => number;
  readonly listIn: (listId: number) => number;
  readonly summaryOut: (summary: MessageSummary) => MessageSummary;
}

export function captureIds(place: number): CaptureIds {
  const streams = firstStream + place * streamsPerPlace;
  const rows = rowIdOf(streams, 0);
  const lists = (place + 1) * listsPerPlace;
  return {
    streamOut: (streamId) => streamId + streams,
    streamIn: (streamId) => streamId - streams,
    rowOut: (rowId) => rowId + rows,
    rowIn: (rowId) => rowId - rows,
    listOut: (listId) => listId + lists,
    listIn: (listId) => listId - lists,
    summaryOut: (summary) => ({
      ...summary,
      rowId: summary.rowId + rows,
      streamId: summary.streamId + streams,
    }),
  };
}
