import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { RowView } from '../../shared/contract/schemas/history.ts';
import type { Store } from '../store/store.ts';
import { placeOfList, placeOfRow, placeOfStream } from './capture-ids.ts';
import type { CaptureReader, CaptureService } from './capture-service.ts';

type Reading = Pick<
  Store,
  | 'stream'
  | 'rows'
  | 'message'
  | 'deliveries'
  | 'streamExtent'
  | 'positionAtTime'
  | 'histogram'
  | 'locate'
  | 'resumePoint'
  | 'refusedFrames'
  | 'search'
  | 'openList'
  | 'fillList'
  | 'closeList'
  | 'publishedList'
  | 'marks'
  | 'shownMarks'
  | 'nearMark'
>;

/** The history together with every open capture: an id says where a question goes. Captures are only ever read. */
export function historyWithCaptures(store: Store, captures: Pick<CaptureService, 'readerAt'>): Store {
  const own: Reading = store;
  const inPlace = (place: number | undefined): Reading =>
    place === undefined ? own : captureReading(captures.readerAt(place));
  const ofStream = (streamId: number): Reading => inPlace(placeOfStream(streamId));
  const ofRow = (rowId: number): Reading => inPlace(placeOfRow(rowId));
  const ofList = (listId: number): Reading => inPlace(placeOfList(listId));
  const ofView = (view: RowView): Reading =>
    view.kind === 'list' ? ofList(view.listId) : ofStream(view.streamId);
  const refuseCapture = (streamId: number): void => {
    if (placeOfStream(streamId) !== undefined)
      throw new StreamscopeError('INPUT_INVALID', 'A capture is read-only. Nothing was changed.');
  };

  return {
    ...store,
    stream: async (streamId) => ofStream(streamId).stream(streamId),
    rows: async (request) => ofView(request.view).rows(request),
    message: async (rowId) => ofRow(rowId).message(rowId),
    deliveries: async (rowId) => ofRow(rowId).deliveries(rowId),
    streamExtent: async (streamId) => ofStream(streamId).streamExtent(streamId),
    positionAtTime: async (streamId, at) => ofStream(streamId).positionAtTime(streamId, at),
    locate: async (streamId, place) => ofStream(streamId).locate(streamId, place),
    histogram: async (request) => ofView(request.view).histogram(request),
    resumePoint: async (streamId) => ofStream(streamId).resumePoint(streamId),
    refusedFrames: async (streamId, limit) => ofStream(streamId).refusedFrames(streamId, limit),
    search: async (request) =>
      (request.streamId === undefined ? own : ofStream(request.streamId)).search(request),
    openList: async (request) => ofStream(request.streamId).openList(request),
    fillList: async (listId, forMs) => ofList(listId).fillList(listId, forMs),
    closeList: async (listId) => ofList(listId).closeList(listId),
    publishedList: async (request) =>
      (request.streamId === undefined ? own : ofStream(request.streamId)).publishedList(request),
    marks: async (streamId) => ofStream(streamId).marks(streamId),
    shownMarks: async (request) => ofView(request.view).shownMarks(request),
    nearMark: async (request) => ofView(request.view).nearMark(request),
    setMarks: async (request) => {
      refuseCapture(request.streamId);
      return store.setMarks(request);
    },
    removeMarks: async (request) => {
      refuseCapture(request.streamId);
      return store.removeMarks(request);
    },
    setStorePolicy: async (streamId, policy) => {
      refuseCapture(streamId);
      return store.setStorePolicy(streamId, policy);
    },
    clearStream: async (streamId) => {
      refuseCapture(streamId);
      return store.clearStream(streamId);
    },
    deleteStream: async (streamId) => {
      refuseCapture(streamId);
      return store.deleteStream(streamId);
    },
  };
}

/** The same questions to a capture's own thread, its numbers turned outside in and inside out. */
function captureReading({ ids, ask }: CaptureReader): Reading {
  const viewIn = (view: RowView): RowView =>
    view.kind === 'list'
      ? { kind: view.kind, listId: ids.listIn(view.listId) }
      : { kind: view.kind, streamId: ids.streamIn(view.streamId) };
  return {
    stream: async (streamId) => {
      const stream = await ask('stream', { streamId: ids.streamIn(streamId) });
      return { ...stream, streamId };
    },
    rows: async (request) => {
      const { rows, total } = await ask('rows', { ...request, view: viewIn(request.view) });
      return { rows: rows.map(ids.summaryOut), total };
    },
    message: async (rowId) => {
      const detail = await ask('message', { rowId: ids.rowIn(rowId) });
      return { ...detail, rowId, streamId: ids.streamOut(detail.streamId) };
    },
    deliveries: (rowId) => ask('deliveries', { rowId: ids.rowIn(rowId) }),
    streamExtent: (streamId) => ask('streamExtent', { streamId: ids.streamIn(streamId) }),
    positionAtTime: (streamId, at) => ask('positionAtTime', { streamId: ids.streamIn(streamId), at }),
    locate: (streamId, place) => ask('locate', { streamId: ids.streamIn(streamId), place }),
    histogram: ({ view, buckets }) => ask('histogram', { view: viewIn(view), buckets }),
    resumePoint: async (streamId) => {
      const point = await ask('resumePoint', { streamId: ids.streamIn(streamId) });
      return point === null ? null : { ...point, rowId: ids.rowOut(point.rowId) };
    },
    refusedFrames: (streamId, limit) => ask('refusedFrames', { streamId: ids.streamIn(streamId), limit }),
    search: async ({ streamId, ...request }) => {
      const inside = streamId === undefined ? {} : { streamId: ids.streamIn(streamId) };
      const answer = await ask('search', { ...request, ...inside });
      return { ...answer, hits: answer.hits.map(ids.summaryOut) };
    },
    openList: async (request) => {
      const progress = await ask('openList', { ...request, streamId: ids.streamIn(request.streamId) });
      return { ...progress, listId: ids.listOut(progress.listId) };
    },
    fillList: async (listId, forMs) => {
      const progress = await ask('fillList', { listId: ids.listIn(listId), forMs });
      return { ...progress, listId };
    },
    closeList: async (listId) => {
      await ask('closeList', { listId: ids.listIn(listId) });
    },
    marks: (streamId) => ask('marks', { streamId: ids.streamIn(streamId) }),
    shownMarks: ({ view }) => ask('shownMarks', { view: viewIn(view) }),
    nearMark: ({ view, ...request }) => ask('nearMark', { ...request, view: viewIn(view) }),
    publishedList: async ({ streamId, ...request }) => {
      const inside = streamId === undefined ? {} : { streamId: ids.streamIn(streamId) };
      const items = await ask('publishedList', { ...request, ...inside });
      return items.map((item) => ({ ...item, streamId: ids.streamOut(item.streamId) }));
    },
  };
}
