import type { Pushes } from '../../shared/contract/pushes.ts';
import type { Store } from '../store/store.ts';

/**
 * Tells windows which histories changed: extents and a version, never rows. The version of a stream grows when rows that
 * were there may read differently now; a stream that only `grew` keeps it, so that nobody reads again what is the same.
 */
export interface HistoryNews {
  readonly tell: (changed: readonly number[], grew?: readonly number[]) => void;
}

export function createHistoryNews(
  store: Pick<Store, 'streamExtent'>,
  push: (news: Pushes['history.changed']) => void,
): HistoryNews {
  const versions = new Map<number, number>();
  return {
    tell(changed, grew = []) {
      for (const streamId of changed) versions.set(streamId, (versions.get(streamId) ?? 0) + 1);
      const asked = [...new Set([...changed, ...grew])].map(async (streamId) => {
        const version = versions.get(streamId) ?? 0;
        const { count, bytes, firstSeq } = await store.streamExtent(streamId);
        return [{ streamId, count, bytes, firstSeq, version }];
      });
      // A stream that was just deleted has no extent: there is no news of it.
      void Promise.all(asked.map((news) => news.catch(() => []))).then((news) => {
        push(news.flat());
      });
    },
  };
}
