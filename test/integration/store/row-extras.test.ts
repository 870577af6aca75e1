import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/store.ts';
import { largestLookedInto, longestCell } from '../../../src/shared/contract/schemas/row-extras.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

describe('a page of rows with columns of its own', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (...payloads: readonly string[]) =>
    append(
      store,
      batchOf(
        streamId,
        payloads.map((payload, entry) => frame({ entry, payload, properties: { region: `eu-${entry}` } })),
      ),
    );
  const view = () => ({ kind: 'stream', streamId }) as const;

  it('has no extras when none are asked for', async () => {
    await add('{}');
    expect(await store.rows({ view: view(), from: 0, count: 10 })).not.toHaveProperty('extras');
  });

  it('shows the field of each row with every digit, and says where there is none', async () => {
    await add(
      '{"order":{"total":9007199254740993,"lines":[{"sku":"A\\n1"}]}}',
      '{"order":{"total":1.50}}',
      '{"order":null}',
      'no json',
    );
    const { extras } = await store.rows({
      view: view(),
      from: 0,
      count: 10,
      fields: [
        { source: 'value', path: ['order', 'total'] },
        { source: 'value', path: ['order', 'lines', 0, 'sku'] },
        { source: 'property', name: 'region' },
        { source: 'property', name: 'absent' },
      ],
    });
    expect(extras?.map(({ cells }) => cells.map(({ kind, text }) => `${kind} ${text}`.trim()))).toEqual([
      ['number 9007199254740993', 'string A 1', 'string eu-0', 'missing'],
      ['number 1.50', 'missing', 'string eu-1', 'missing'],
      ['missing', 'missing', 'string eu-2', 'missing'],
      ['missing', 'missing', 'string eu-3', 'missing'],
    ]);
  });

  it('cuts long values and says so', async () => {
    await add(`{"note":"${'x'.repeat(5_000)}"}`);
    const { extras } = await store.rows({
      view: view(),
      from: 0,
      count: 1,
      fields: [{ source: 'value', path: ['note'] }],
    });
    expect(extras?.[0]?.cells[0]).toEqual({ kind: 'string', text: 'x'.repeat(longestCell), isCut: true });
  });

  it('does not look into large payloads, and says so', async () => {
    await add(`{"a":1,"filler":"${'x'.repeat(largestLookedInto)}"}`, '{"a":2}');
    const { extras } = await store.rows({
      view: view(),
      from: 0,
      count: 10,
      fields: [{ source: 'value', path: ['a'] }],
      rules: ['value.a == 1', 'size > 100000'],
    });
    expect(extras?.map(({ cells, rule }) => [cells[0]?.kind, rule])).toEqual([
      ['tooLarge', 1],
      ['number', null],
    ]);
  });

  it('names the first colour rule each row meets; one that is no filter is met by nothing', async () => {
    await add('{"n":1}', '{"n":2}', '{"n":3}', '{"m":0}');
    const { extras } = await store.rows({
      view: view(),
      from: 0,
      count: 10,
      rules: ['value.n ==', 'value.n > 2', 'value.n > 1 && properties.region.startsWith("eu")', 'entry == 3'],
    });
    expect(extras?.map(({ rule }) => rule)).toEqual([null, 2, 1, 3]);
  });

  it('has them for the rows of a filtered list as well', async () => {
    await add('{"n":1}', '{"n":2}', '{"n":3}');
    const list = await store.openList({ streamId, filter: 'value.n != 2' });
    await store.fillList(list.listId, 40);
    const { extras } = await store.rows({
      view: { kind: 'list', listId: list.listId },
      from: 0,
      count: 10,
      fields: [{ source: 'value', path: ['n'] }],
    });
    expect(extras?.map(({ cells }) => cells[0]?.text)).toEqual(['1', '3']);
  });
});

describe('a message that is pointed at', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
    const frames = Array.from({ length: 50 }, (_, entry) => frame({ entry, payload: `{"n":${entry}}` }));
    await append(store, batchOf(streamId, frames, { at: 1e12 }));
  });
  afterEach(() => bench.dispose());

  it('is found by its id, in the form of the wire and in that of people', async () => {
    const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 20, count: 1 });
    const { messageId = '', ledger = '', entry = '' } = rows[0] ?? {};
    expect(await store.locate(streamId, { by: 'id', text: messageId })).toBe(21);
    expect(await store.locate(streamId, { by: 'id', text: ` ${ledger}:${entry} ` })).toBe(21);
    expect(await store.locate(streamId, { by: 'id', text: `${ledger}:4711` })).toBeNull();
    expect(await store.locate(streamId, { by: 'id', text: 'nonsense' })).toBeNull();
  });

  it('is found by a time: the first at or after it', async () => {
    const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 30, count: 1 });
    const { receivedAt = 0 } = rows[0] ?? {};
    const seq = await store.locate(streamId, { by: 'received', at: receivedAt });
    const found = await store.rows({ view: { kind: 'stream', streamId }, from: (seq ?? 0) - 1, count: 1 });
    expect(found.rows[0]?.receivedAt).toBe(receivedAt);
    expect(await store.locate(streamId, { by: 'received', at: 0 })).toBe(1);
    expect(await store.locate(streamId, { by: 'published', at: 9e15 })).toBeNull();
  });
});
