import { describe, expect, it, vi } from 'vitest';
import { createHistoryNews } from '../../../../src/main/sessions/history-news.ts';
import type { Pushes } from '../../../../src/shared/contract/pushes.ts';

function setUp() {
  const pushed: Pushes['history.changed'][] = [];
  const news = createHistoryNews(
    {
      streamExtent: (streamId) =>
        Promise.resolve({ count: streamId * 10, firstSeq: 5, lastSeq: 0, bytes: streamId * 700 }),
    },
    (change) => pushed.push(change),
  );
  return { news, pushed };
}

describe('news of stored histories', () => {
  it('tells how much is stored, from which row on', async () => {
    const { news, pushed } = setUp();
    news.tell([1, 2]);
    await vi.waitFor(() => expect(pushed).toHaveLength(1));
    expect(pushed[0]).toEqual([
      { streamId: 1, count: 10, bytes: 700, firstSeq: 5, version: 1 },
      { streamId: 2, count: 20, bytes: 1400, firstSeq: 5, version: 1 },
    ]);
  });

  it('keeps the version of a stream that only grew, so that nobody reads the same rows again', async () => {
    const { news, pushed } = setUp();
    news.tell([1]);
    news.tell([], [1]);
    news.tell([1], [1]);
    news.tell([], [2]);
    await vi.waitFor(() => expect(pushed).toHaveLength(4));
    const told = pushed.flatMap((changes) => changes.map(({ streamId, version }) => [streamId, version]));
    expect(told).toEqual([
      [1, 1],
      [1, 1],
      [1, 2],
      [2, 0],
    ]);
  });
});
