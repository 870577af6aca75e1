import { describe, expect, it } from 'vitest';
import {
  MAX_IN_FLIGHT,
  MAX_PAGES,
  PAGE_ROWS,
  PageCache,
} from '../../../../../src/renderer/ui/virtual-table/page-cache.ts';

interface Request {
  readonly from: number;
  readonly count: number;
  readonly answer: (rows: readonly string[]) => Promise<void>;
  readonly refuse: (error: Error) => Promise<void>;
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
};

const numbered = (from: number, count: number, prefix = 'row'): readonly string[] =>
  Array.from({ length: count }, (_, offset) => `${prefix} ${from + offset}`);

const slowCache = (count: number) => {
  const requests: Request[] = [];
  let changes = 0;
  const cache = new PageCache<string>({
    read: (from, asked) =>
      new Promise((resolve, reject) => {
        requests.push({
          from,
          count: asked,
          answer: (rows) => (resolve(rows), settle()),
          refuse: (error) => (reject(error), settle()),
        });
      }),
    onchange: () => (changes += 1),
  });
  cache.resize(count, 0);
  return { cache, requests, changes: () => changes };
};

const requestAt = (requests: readonly Request[], index: number): Request => {
  const request = requests[index];
  if (request === undefined) throw new Error(`There was no request ${index}.`);
  return request;
};

describe('a page cache', () => {
  it('reads the pages that are in sight, whole pages at a time and in one request', () => {
    const { cache, requests } = slowCache(10_000);
    cache.want(230, 260);
    expect(requests.map(({ from, count }) => [from, count])).toEqual([[200, 100]]);
  });

  it('reads what lies around only once what is in sight is there, and no page twice', async () => {
    const { cache, requests } = slowCache(10_000);
    cache.want(230, 260, 60);
    expect(requests).toHaveLength(1);
    await requestAt(requests, 0).answer(numbered(200, 100));
    expect(requests.slice(1).map(({ from, count }) => [from, count])).toEqual([
      [150, 50],
      [300, 50],
    ]);
    expect([cache.row(200), cache.row(299)]).toEqual(['row 200', 'row 299']);
  });

  it('reads again what may have changed while it is in sight, and the rest not before it comes into sight', async () => {
    const { cache, requests } = slowCache(10_000);
    cache.want(210, 240, 30);
    await requestAt(requests, 0).answer(numbered(200, 50));
    await requestAt(requests, 1).answer(numbered(150, 50));
    await requestAt(requests, 2).answer(numbered(250, 50));
    cache.refresh();
    await requestAt(requests, 3).answer(numbered(200, 50, 'new'));
    expect(requests).toHaveLength(4);
    cache.want(240, 270, 30);
    expect(requests.slice(4).map(({ from, count }) => [from, count])).toEqual([[250, 50]]);
    expect(cache.row(250)).toBe('row 250');
  });

  it('serves rows once they are read and says that something changed', async () => {
    const { cache, requests, changes } = slowCache(10_000);
    cache.want(0, 30);
    expect(cache.row(7)).toBeUndefined();
    await requestAt(requests, 0).answer(numbered(0, 100));
    expect(cache.row(7)).toBe('row 7');
    expect(changes()).toBe(1);
    cache.want(0, 30);
    expect(requests).toHaveLength(1);
  });

  it('makes at most so many requests at once and then asks for what is wanted by that time', async () => {
    const { cache, requests } = slowCache(1_000_000);
    for (let start = 0; start < 100_000; start += 5000) cache.want(start, start + 40);
    expect(requests).toHaveLength(MAX_IN_FLIGHT);
    await requestAt(requests, 0).answer(numbered(0, 100));
    expect(requests).toHaveLength(MAX_IN_FLIGHT + 1);
    expect(requestAt(requests, MAX_IN_FLIGHT).from).toBe(95_000);
  });

  it('reads a page again that was not full once there are more rows, and shows the old ones meanwhile', async () => {
    const { cache, requests } = slowCache(120);
    cache.want(100, 120);
    await requestAt(requests, 0).answer(numbered(100, 20));
    cache.resize(140, 0);
    cache.want(100, 140);
    expect(requestAt(requests, 1)).toMatchObject({ from: 100, count: 40 });
    expect(cache.row(119)).toBe('row 119');
    expect(cache.row(130)).toBeUndefined();
  });

  it('does not ask for ever when a source gives fewer rows than it said it had', async () => {
    const { cache, requests } = slowCache(100);
    cache.want(0, 40);
    await requestAt(requests, 0).answer(numbered(0, 3));
    cache.want(0, 40);
    expect(requests).toHaveLength(1);
  });

  it('shows stale rows until they are read again', async () => {
    const { cache, requests } = slowCache(100);
    cache.want(0, 40);
    await requestAt(requests, 0).answer(numbered(0, 100, 'old'));
    cache.refresh();
    expect(cache.row(5)).toBe('old 5');
    await requestAt(requests, 1).answer(numbered(0, 100, 'new'));
    expect(cache.row(5)).toBe('new 5');
  });

  it('never shows an answer to a question of before it was cleared', async () => {
    const { cache, requests } = slowCache(100);
    cache.want(0, 40);
    cache.clear();
    await requestAt(requests, 0).answer(numbered(0, 100, 'old'));
    expect(cache.row(5)).toBeUndefined();
  });

  it('keeps a bounded number of pages, the latest wanted ones', () => {
    const cache = new PageCache<string>({ read: numbered, onchange: () => undefined });
    cache.resize(1_000_000, 0);
    for (let page = 0; page < MAX_PAGES + 10; page += 1) cache.want(page * PAGE_ROWS, page * PAGE_ROWS + 1);
    expect(cache.row(0)).toBeUndefined();
    expect(cache.row(10 * PAGE_ROWS)).toBe(`row ${10 * PAGE_ROWS}`);
  });

  it('finds the same rows under lower indices after rows were dropped at the beginning', () => {
    const cache = new PageCache<string>({
      read: (from, count) => numbered(from, count),
      onchange: () => undefined,
    });
    cache.resize(1000, 0);
    cache.want(500, 540);
    expect(cache.row(500)).toBe('row 500');
    cache.resize(750, 250);
    expect(cache.row(250)).toBe('row 500');
  });

  it('reads from the first row left when a page begins before it', () => {
    const requests: (readonly [number, number])[] = [];
    const cache = new PageCache<string>({
      read: (from, count) => {
        requests.push([from, count]);
        return numbered(from, count);
      },
      onchange: () => undefined,
    });
    cache.resize(970, 30);
    cache.want(0, 70);
    expect(requests).toEqual([[0, 70]]);
    expect(cache.row(0)).toBe('row 0');
    expect(cache.row(19)).toBe('row 19');
    expect(cache.row(20)).toBe('row 20');
    expect(cache.row(69)).toBe('row 69');
  });

  it('stops at a failure, tells why, and goes on when asked to', async () => {
    const { cache, requests } = slowCache(1000);
    cache.want(0, 40);
    await requestAt(requests, 0).refuse(new Error('disk gone'));
    expect(cache.failure?.cause).toEqual(new Error('disk gone'));
    cache.want(500, 540);
    expect(requests).toHaveLength(1);
    cache.retry();
    expect(cache.failure).toBeUndefined();
    expect(requestAt(requests, 1).from).toBe(500);
  });

  it('tells when rows are ready, at once when they are, and also when they cannot be read', async () => {
    const { cache, requests } = slowCache(1000);
    const ready = cache.whenReady(900, 1000);
    expect(ready).toBeInstanceOf(Promise);
    // More rows arriving must not make the wait longer.
    cache.resize(1300, 0);
    await requestAt(requests, 0).answer(numbered(900, 100));
    await expect(ready).resolves.toBeUndefined();
    expect(cache.whenReady(900, 1000)).toBeUndefined();
    const failing = cache.whenReady(0, 10);
    await requestAt(requests, requests.length - 1).refuse(new Error('gone'));
    await expect(failing).resolves.toBeUndefined();
  });
});
