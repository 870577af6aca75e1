import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchAnswer, SearchRequest } from '../../../src/shared/contract/schemas/search.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

const search = (store: Store, text: string, wish: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  store.search({ text, mode: 'words', order: 'newest', limit: 100, ...wish });

/** Waits until the index has caught up. */
async function indexed(store: Store): Promise<void> {
  for (;;) {
    const { coverage } = await search(store, 'nothing');
    if (coverage.indexed === coverage.stored) return;
  }
}

const entriesOf = (answer: SearchAnswer): string[] => answer.hits.map(({ entry }) => entry);

describe('search', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (texts: readonly string[], from = 0) =>
    append(
      store,
      batchOf(
        streamId,
        texts.map((payload, at) => frame({ entry: from + at, payload })),
        { at: 1e12 + from },
      ),
    );

  it('shows the part of a long message that was found, and the beginning of the others', async () => {
    const filler = (letters: number): string => 'ö '.repeat(letters / 2);
    await add([
      `{"a":"${filler(5_000)}the needle in it ${filler(500)}"}`,
      `{"a":"needle","b":"${filler(5_000)}"}`,
      `${filler(200_000)}far needle€`,
    ]);
    await indexed(store);
    const byWords = await search(store, 'Needle');
    expect(byWords.hits.map(({ excerpt }) => excerpt?.text.includes('ö the needle in it ö'))).toEqual([
      undefined,
      true,
    ]);
    expect(byWords.hits[1]?.excerpt?.isCut).toBe(true);
    expect(byWords.hits[1]?.excerpt?.text.length).toBeLessThanOrEqual(200);
    const bySubstring = await search(store, 'needle€', { mode: 'substring' });
    expect(bySubstring.hits).toMatchObject([
      { entry: '2', excerpt: { text: expect.stringMatching(/^(ö |.)*ö far needle€$/) } },
    ]);
    expect(bySubstring.hits[0]?.excerpt?.text).not.toContain('\ufffd');
  });

  it('finds words, phrases, prefixes and fields, newest first', async () => {
    await append(
      store,
      batchOf(streamId, [
        frame({ entry: 1, payload: '{"state":"payment failed","order":17}', key: 'eu-1' }),
        frame({ entry: 2, payload: 'failed payment of ÖRSTED', properties: { region: 'north' } }),
        frame({ entry: 3, payload: '{"state":"paid"}', key: 'eu-2' }),
      ]),
    );
    await indexed(store);
    const found = async (text: string) => entriesOf(await search(store, text));
    expect(await found('failed')).toEqual(['2', '1']);
    expect(await found('"payment failed"')).toEqual(['1']);
    expect(await found('pa*')).toEqual(['3', '2', '1']);
    expect(await found('key:eu')).toEqual(['3', '1']);
    expect(await found('failed -17')).toEqual(['2']);
    expect(await found('örsted')).toEqual(['2']);
    expect(await found('properties:north OR paid')).toEqual(['3', '2']);
    expect(await found('absent')).toEqual([]);
  });

  it('finds what came a moment ago, indexed or not, and says what it covered', async () => {
    const texts = Array.from({ length: 3000 }, (_, at) => `{"n":${at},"word":"w${at % 1000}"}`);
    await add(texts);
    const answers = await Promise.all([
      search(store, 'w7'),
      search(store, '"word w7"'),
      search(store, 'w7 OR w8'),
    ]);
    expect(answers.map(entriesOf)).toEqual([
      ['2007', '1007', '7'],
      ['2007', '1007', '7'],
      ['2008', '2007', '1008', '1007', '8', '7'],
    ]);
    for (const { coverage } of answers) {
      expect(coverage.stored).toBe(3000);
      expect(coverage.indexed + coverage.scanned).toBe(3000);
    }
    await indexed(store);
    expect(entriesOf(await search(store, 'w7'))).toEqual(['2007', '1007', '7']);
  });

  it('goes on page by page over several streams without a gap or a double', async () => {
    const other = await store.ensureStream({
      connectionId: 'c1',
      kind: 'gdn',
      fullName: 'persistent://t/n/other',
      title: 'other',
    });
    for (let from = 0; from < 200; from += 20) {
      const frames = Array.from({ length: 20 }, (_, at) => frame({ entry: from + at, payload: 'common' }));
      await append(store, batchOf(from % 40 === 0 ? streamId : other.streamId, frames, { at: 1e12 + from }));
    }
    await indexed(store);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: SearchAnswer = await search(store, 'common', {
        limit: 7,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...entriesOf(answer));
      cursor = answer.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, at) => String(199 - at)));
    expect(entriesOf(await search(store, 'common', { streamId, limit: 2 }))).toEqual(['179', '178']);
  });

  it('finds a text letter by letter when asked to', async () => {
    await add(['{"a":"x-AB.cd-y"}', 'nothing', 'AB.cd']);
    const answer = await search(store, 'B.c', { mode: 'substring' });
    expect(entriesOf(answer)).toEqual(['2', '0']);
    expect(answer).toMatchObject({ cursor: null, coverage: { scanned: 3, stored: 3 } });
  });

  it('goes on letter by letter, newest first, through more rows than it reads at once', async () => {
    const texts = Array.from({ length: 6000 }, (_, at) => (at % 1500 < 40 ? `a-b ${at}` : 'nothing'));
    await add(texts);
    const hits = texts.flatMap((text, at) => (text === 'nothing' ? [] : String(at))).reverse();
    const seen: string[] = [];
    let scanned = 0;
    let cursor: string | null = null;
    do {
      const answer: SearchAnswer = await search(store, 'a-b ', {
        mode: 'substring',
        limit: 33,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(answer.hits.length).toBeLessThanOrEqual(33);
      seen.push(...entriesOf(answer));
      scanned += answer.coverage.scanned;
      cursor = answer.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(hits);
    expect(scanned).toBe(6000);
  });

  it('ranks the best first when asked to', async () => {
    await add(['fox fox fox', 'a long text in which a fox is only mentioned in passing by somebody']);
    await indexed(store);
    expect(entriesOf(await search(store, 'fox', { order: 'best' }))).toEqual(['0', '1']);
  });

  it('forgets what was cleared', async () => {
    await add(['secret plan']);
    await indexed(store);
    await store.clearStream(streamId);
    expect((await search(store, 'secret')).hits).toEqual([]);
    await add(['secret plan'], 0);
    expect(entriesOf(await search(store, 'secret'))).toEqual(['0']);
  });

  it('says where a query is wrong', async () => {
    await expect(search(store, 'a (b')).rejects.toMatchObject({ code: 'FILTER_INVALID', detail: 'at 2' });
  });
});
