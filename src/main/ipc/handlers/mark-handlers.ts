import type { Handlers } from '../../../shared/contract/api.ts';
import type { Store } from '../../store/store.ts';

export interface MarkServices {
  readonly store: Pick<Store, 'setMarks' | 'removeMarks' | 'marks' | 'shownMarks' | 'nearMark'>;
  /** Tells windows that marks of these streams changed. */
  readonly onMarks: (streamIds: readonly number[]) => void;
}

export const markHandlers = ({ store, onMarks }: MarkServices) =>
  ({
    'marks.set': async (request) => {
      const set = await store.setMarks(request);
      onMarks([request.streamId]);
      return { set };
    },
    'marks.remove': async (request) => {
      const removed = await store.removeMarks(request);
      onMarks([request.streamId]);
      return { removed };
    },
    'marks.list': ({ streamId }) => store.marks(streamId),
    'marks.shown': (request) => store.shownMarks(request),
    'marks.near': (request) => store.nearMark(request),
  }) satisfies Partial<Handlers>;
