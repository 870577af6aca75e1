import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { append, batchOf, messageIdText, orders, storeBench } from '../store/frames.ts';
import { allDetails, essence, exportTo, importFrom } from './export-bench.ts';

const benches: ReturnType<typeof storeBench>[] = [];
const bench = () => {
  const made = storeBench();
  benches.push(made);
  return made;
};
afterEach(async () => {
  for (const made of benches.splice(0)) await made.dispose();
});

const jsonText = fc.json({ maxDepth: 3 });
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text)),
  jsonText.map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      '',
      '\0a\0',
      '{"a":1,"a":2}',
      '{"big":9223372036854775807.000}',
      '\uFEFF{"a":1}',
      '{"a": "\\ud800"}',
      'x'.repeat(5_000),
      '=1+1',
      "'=1+1",
      'a,"b"\r\nc',
    )
    .map((text) => Buffer.from(text)),
  fc.constant(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])),
  // Base64 that begins as a formula would.
  fc.constant(Buffer.from([0xfb, 0xff, 0xfe])),
);
const text = fc.string({ unit: 'binary', maxLength: 20 });
const optional = (value: fc.Arbitrary<string>) => fc.option(value, { nil: undefined });

const wish = fc.record({
  payload,
  fields: fc.record({
    key: optional(fc.oneof(text, fc.constant('\ud800 lone'))),
    publishTime: optional(
      fc.constantFrom(
        '2026-05-01T12:00:00.5Z',
        '2024-05-01T12:00:59.123456+01:00',
        'yesterday',
        '2026-05-01T12:00:00-00:00',
      ),
    ),
    eventTime: optional(fc.constantFrom('2026-01-02T03:04:05.678Z', '')),
    redeliveryCount: fc.oneof(fc.nat({ max: 2 ** 31 - 1 }), fc.constantFrom(-1, 'many')),
  }),
  properties: fc.option(fc.dictionary(text, text, { maxKeys: 4 }), { nil: undefined }),
  isPretty: fc.boolean(),
  extra: fc.dictionary(fc.constantFrom('encryptionContext', 'ä', 'x'), fc.jsonValue({ maxDepth: 2 })),
  partition: fc.integer({ min: -1, max: 3 }),
  batchIndex: fc.integer({ min: -1, max: 3 }),
});
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

/** A frame in any form that a broker, or a program before it, may write. */
function frameOf(
  { payload: bytes, fields, properties, isPretty, extra, partition, batchIndex }: Wish,
  entry: number,
) {
  const messageId = messageIdText(2n ** 62n + 7n, entry, partition, batchIndex);
  const members = Object.entries({ messageId, payload: bytes.toString('base64'), ...fields, ...extra })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  if (properties !== undefined)
    members.push(`"properties":${JSON.stringify(properties, null, isPretty ? 2 : 0)}`);
  return `{${members.join(',')}}`;
}

describe('an export that is imported again', () => {
  it.each(['jsonl', 'csv', 'capture'] as const)(
    'gives the very same messages, byte for byte, as %s',
    async (format) => {
      const { folder, open } = bench();
      const store = await open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(wish, { minLength: 100, maxLength: 200, size: 'max' }), async (wishes) => {
          run += 1;
          const { streamId } = await store.ensureStream({
            connectionId: 'c1',
            kind: 'gdn',
            fullName: `persistent://tenant/c8local._system/c8locals.run-${run}`,
            title: `run-${run}`,
          });
          await append(store, batchOf(streamId, wishes.map(frameOf)));
          const path = join(folder, `out-${run}.${format}`);
          const { counts } = await exportTo(folder, { scope: { kind: 'stream', streamId }, format, path });
          const before = await allDetails(store, streamId);
          expect(before.length).toBeGreaterThan(90);
          expect(counts.written).toBe(before.length);
          const imported = await importFrom(store, folder, path);
          expect(imported.stored).toBe(before.length);
          const after = await allDetails(store, imported.streamId);
          expect(after.map(essence)).toEqual(before.map(essence));
        }),
        // Each run starts two threads; its messages are the many cases.
        { numRuns: 2, endOnFailure: true },
      );
    },
    120_000,
  );

  it('adds nothing when it is imported a second time, and is no new delivery of anything', async () => {
    const { folder, open } = bench();
    const store = await open();
    const streamId = await orders(store);
    await append(
      store,
      batchOf(
        streamId,
        [0, 1, 2].map((entry) => JSON.stringify({ messageId: messageIdText(7, entry), payload: '' })),
      ),
    );
    const path = join(folder, 'out.jsonl');
    await exportTo(folder, { scope: { kind: 'stream', streamId }, format: 'jsonl', path });
    const first = await importFrom(store, folder, path);
    const second = await importFrom(store, folder, path);
    expect(first).toMatchObject({ stored: 3, known: 0 });
    expect(second).toMatchObject({ stored: 0, known: 3, streamId: first.streamId });
    const details = await allDetails(store, first.streamId);
    expect(details.map(({ deliveries }) => deliveries)).toEqual([1, 1, 1]);
  });
});
