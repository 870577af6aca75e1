import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../../src/shared/contract/schemas/search.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

/** `word` finds it by the index, `letters` letter by letter; null where the payload is no text that is searched. */
interface Hostile {
  readonly name: string;
  readonly payload: string | Uint8Array;
  readonly word: string | null;
  readonly letters: string | null;
}

const nesting = 100_000;
const longLine = 5 * 1024 * 1024;

const payloads: readonly Hostile[] = [
  {
    name: 'integers beyond 53 bits, and more digits than any number has',
    payload:
      '{"id":9223372036854775807,"low":-9223372036854775808,"pi":3.14159265358979323846264338327950288}',
    word: '9223372036854775807',
    letters: '26433832795',
  },
  {
    name: 'duplicate keys',
    payload: '{"same":1,"same":2,"same":"thrice"}',
    word: 'thrice',
    letters: '"same":2',
  },
  {
    name: 'invalid UTF-8 in the middle of text',
    payload: Buffer.concat([
      Buffer.from('{"beforeword":"'),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('"}'),
    ]),
    word: 'beforeword',
    letters: 'foreword',
  },
  {
    name: 'a NUL inside of text',
    payload: '{"start":"a\0b","behindnul":true}',
    word: 'behindnul',
    letters: 'hindnul',
  },
  {
    name: 'bytes that are no text',
    payload: Buffer.from([0, 1, 2, 0xfe, 0xff, 0]),
    word: null,
    letters: null,
  },
  { name: 'nothing', payload: '', word: null, letters: null },
  {
    name: 'emoji, joined and with skin colours, and a lone surrogate as JSON escapes it',
    payload: '{"cook":"👩🏽‍🍳 sizzle","flag":"🏴‍☠️","lone":"\\ud800"}',
    word: 'sizzle',
    letters: '👩🏽‍🍳',
  },
  {
    name: 'text from right to left, with marks that turn the direction',
    payload: '{"שלום":"مرحبا بالعالم","turned":"\u202egnp.exe\u202c"}',
    word: 'مرحبا',
    letters: 'بالعا',
  },
  {
    name: 'arrays in each other as deep as nobody needs them',
    payload: `${'['.repeat(nesting)}"bottomword"${']'.repeat(nesting)}`,
    word: null,
    letters: 'bottomword',
  },
  {
    name: 'an array of a million elements',
    payload: `[${Array.from({ length: 1_000_000 }, (_, at) => at).join(',')}]`,
    word: '4711',
    letters: '999998,999999]',
  },
  {
    name: 'one line of five megabytes',
    payload: `{"firstword":"${'x'.repeat(longLine)} lastword"}`,
    word: 'firstword',
    letters: 'lastword',
  },
];

describe('a hostile payload', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeAll(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
    const frames = payloads.map(({ payload }, entry) => frame({ entry, payload }));
    const receipt = await append(store, batchOf(streamId, frames));
    expect(receipt).toMatchObject({ stored: payloads.length, refused: [] });
    await indexed();
    // Read from the file, not from what the threads remember.
    await store.close();
    store = await bench.open();
  }, 60_000);
  afterAll(() => bench.dispose());

  const ask = (text: string, mode: SearchRequest['mode']) =>
    store.search({ text, mode, order: 'newest', limit: 100 });
  const indexed = async (): Promise<void> => {
    for (;;) {
      const { coverage } = await ask('nowhere', 'words');
      if (coverage.indexed === coverage.stored) return;
    }
  };
  const found = async (text: string, mode: SearchRequest['mode']): Promise<number[]> => {
    const seqs: number[] = [];
    let cursor: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof ask>> = await store.search({
        text,
        mode,
        order: 'newest',
        limit: 100,
        ...(cursor === null ? {} : { cursor }),
      });
      seqs.push(...answer.hits.map(({ seq }) => seq));
      cursor = answer.cursor;
    } while (cursor !== null);
    return seqs;
  };

  it.each(payloads.map((hostile, at) => ({ ...hostile, seq: at + 1 })))(
    'such as $name is read back byte for byte, and found',
    async ({ seq, payload, word, letters }) => {
      const page = await store.rows({ view: { kind: 'stream', streamId }, from: seq - 1, count: 1 });
      const [row] = page.rows;
      if (row === undefined) throw new Error('The row is missing.');
      const exact = Buffer.from(payload);
      expect(row).toMatchObject({ seq, size: exact.length });
      expect(row.preview.length).toBeLessThanOrEqual(400);
      const message = await store.message(row.rowId);
      expect(exact.equals(message.payload)).toBe(true);
      if (word !== null) expect(await found(word, 'words')).toContain(seq);
      if (letters !== null) expect(await found(letters, 'substring')).toContain(seq);
    },
  );
});

describe('a frame that is no UTF-8', () => {
  it('is refused with a code and kept exactly as it came', async () => {
    const bench = storeBench();
    try {
      const store = await bench.open();
      const streamId = await orders(store);
      const broken = Buffer.concat([
        Buffer.from('{"messageId":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('"}'),
      ]);
      const receipt = await append(store, batchOf(streamId, [broken, frame({ entry: 1 })]));
      expect(receipt).toMatchObject({ stored: 1, refused: [{ index: 0, code: 'FRAME_NOT_JSON' }] });
      const [refused] = await store.refusedFrames(streamId, 1);
      expect(broken.equals(refused?.raw ?? new Uint8Array())).toBe(true);
    } finally {
      await bench.dispose();
    }
  });
});
