import type { Handlers } from '../../../shared/contract/api.ts';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { Store } from '../../store/store.ts';

export interface HistoryServices {
  readonly store: Store;
  /** Tells windows that rows of these streams changed. */
  readonly onHistory: (streamIds: readonly number[]) => void;
  /** Tells windows that marks of these streams changed. */
  readonly onMarks: (streamIds: readonly number[]) => void;
}

export const historyHandlers = ({ store, onHistory, onMarks }: HistoryServices) =>
  ({
    'history.streams': () => store.listStreams(),
    'history.rows': (request) => store.rows(request),
    'history.message': ({ rowId }) => store.message(rowId),
    'history.deliveries': ({ rowId }) => store.deliveries(rowId),
    'history.positionAtTime': async ({ streamId, at }) => ({
      position: await store.positionAtTime(streamId, at),
    }),
    'history.locate': async ({ streamId, place }) => ({ seq: await store.locate(streamId, place) }),
    'history.histogram': (request) => store.histogram(request),
    'history.refused': ({ streamId, limit }) => store.refusedFrames(streamId, limit),
    'history.published': ({ streamId, beforeId, limit }) =>
      store.publishedList({
        limit,
        ...(streamId === undefined ? {} : { streamId }),
        ...(beforeId === undefined ? {} : { beforeId }),
      }),
    'history.search': (request) => store.search(request),
    'history.openFilter': (request) => store.openList(request),
    'history.fillFilter': ({ listId, forMs }) => store.fillList(listId, forMs),
    'history.closeFilter': ({ listId }) => store.closeList(listId),
    'history.setPolicy': ({ streamId, isStored, retention }) =>
      store.setStorePolicy(streamId, { isStored, retention }),
    'history.clear': async ({ streamId, typedName }) => {
      const { title } = await store.stream(streamId);
      if (typedName !== title)
        throw new StreamscopeError(
          'GUARD_NAME_MISMATCH',
          `Type "${title}" to confirm. Nothing was forgotten.`,
        );
      await store.clearStream(streamId);
      onHistory([streamId]);
      onMarks([streamId]);
    },
  }) satisfies Partial<Handlers>;
