import type { Pushes } from '../../shared/contract/pushes.ts';
import type { Store } from '../store/store.ts';

/** Tells windows which histories changed: counts and a version that grows, never rows. */
export interface HistoryNews {
  readonly tell: (streamIds: readonly number[]) => void;
}

export function createHistoryNews(
  store: Pick<Store, 'streamExtent'>,
  push: (news: Pushes['history.changed']) => void,
): HistoryNews {
  let version = 0;
  return {
    tell(streamIds) {
      version += 1;
      const current = version;
      const asked = streamIds.map(async (streamId) => {
        const { count } = await store.streamExtent(streamId);
        return [{ streamId, count, version: current }];
      });
      // A stream that was just deleted has no extent: there is no news of it.
      void Promise.all(asked.map((news) => news.catch(() => []))).then((news) => {
        push(news.flat());
      });
    },
  };
}
