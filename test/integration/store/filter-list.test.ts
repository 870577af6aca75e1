import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListProgress } from '../../../src/shared/contract/schemas/filter-list.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

describe('a filtered list', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (from: number, to: number) =>
    append(
      store,
      batchOf(
        streamId,
        Array.from({ length: to - from }, (_, at) =>
          frame({
            entry: from + at,
            payload: `{"n":${from + at},"order":{"total":${(from + at) % 200}}}`,
            key: `k${(from + at) % 10}`,
            properties: { region: (from + at) % 2 === 0 ? 'eu-1' : 'us-1' },
          }),
        ),
        { at: 1e12 + from, mode: 'consume' },
      ),
    );

  const fill = async (filter: string): Promise<ListProgress> => {
    let progress = await store.openList({ streamId, filter });
    while (progress.left > 0) progress = await store.fillList(progress.listId, 20);
    return progress;
  };

  const entries = async (listId: number, from: number, count: number): Promise<number[]> => {
    const page = await store.rows({ view: { kind: 'list', listId }, from, count });
    return page.rows.map(({ entry }) => Number(entry));
  };

  it.each([
    ['key == "k3"', (n: number) => n % 10 === 3],
    ['value.order.total > 150', (n: number) => n % 200 > 150],
    [
      'key == "k4" && value.order.total > 100 && properties.region.startsWith("eu")',
      (n: number) => n % 10 === 4 && n % 200 > 100,
    ],
    [
      'size > 30 && entry < 50',
      (n: number) => `{"n":${n},"order":{"total":${n % 200}}}`.length > 30 && n < 50,
    ],
    ['state == "unacked" && deliveries == 1', () => true],
    ['receivedAt < timestamp("2001-09-09T01:46:41Z")', (n: number) => n < 1000],
  ])('of %s holds just the rows that match, in order', async (filter, matches) => {
    await add(0, 1500);
    const { listId, matches: total, failed } = await fill(filter);
    const expected = Array.from({ length: 1500 }, (_, n) => n).filter(matches);
    expect(total).toBe(expected.length);
    expect(failed).toBe(0);
    expect(await entries(listId, 0, 1000)).toEqual(expected.slice(0, 1000));
    expect(await entries(listId, 7, 3)).toEqual(expected.slice(7, 10));
  });

  it('judges payloads of every size and kind by the value at a path, each by its own bytes', async () => {
    const long = 'x'.repeat(20_000);
    const payloads = [
      '{"n":0}',
      '',
      `{"n":2,"long":"${long}"}`,
      'no JSON',
      Buffer.from('{"n":"\xff","m":4}', 'latin1'),
      '{"n":5}\u0000',
      `{"long":"${long}","n":6}`,
      '{"\\u006e":7}',
      '{"é":"😀","n":8}',
      '{"n":8,"n":9}',
    ];
    await append(
      store,
      batchOf(
        streamId,
        payloads.map((payload, entry) => frame({ entry, payload })),
      ),
    );
    const { listId, matches, failed } = await fill('value.n >= 0');
    expect(await entries(listId, 0, 10)).toEqual([0, 2, 6, 7, 8, 9]);
    expect({ matches, failed }).toEqual({ matches: 6, failed: 4 });
    const texts = await fill('value.n == "\ufffd" || text.contains("JSON")');
    expect(await entries(texts.listId, 0, 10)).toEqual([3, 4]);
  });

  it('takes in new rows when it is filled again', async () => {
    await add(0, 100);
    const { listId } = await fill('value.n >= 90');
    await add(100, 110);
    expect(await store.fillList(listId, 20)).toMatchObject({ matches: 20, scanned: 110, left: 0 });
  });

  it('counts rows that could not be judged apart from those that do not match', async () => {
    await add(0, 5);
    await append(store, batchOf(streamId, [frame({ entry: 5, payload: 'no json' })]));
    expect(await fill('value.n > 2')).toMatchObject({ matches: 2, failed: 1, scanned: 6 });
  });

  it('forgets rows that were cleared', async () => {
    await add(0, 10);
    const { listId } = await fill('value.n >= 0');
    await store.clearStream(streamId);
    await add(10, 12);
    expect(await store.fillList(listId, 20)).toMatchObject({ matches: 2, left: 0 });
    expect(await entries(listId, 0, 10)).toEqual([10, 11]);
  });

  it('is refused with the place of the mistake', async () => {
    await expect(store.openList({ streamId, filter: 'key ==' })).rejects.toMatchObject({
      code: 'FILTER_INVALID',
    });
  });

  it('says so when it was closed', async () => {
    const { listId } = await fill('true');
    await store.closeList(listId);
    await expect(store.fillList(listId, 5)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
