import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MessageSchema } from '../../../src/shared/contract/schemas/decoding.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;

beforeAll(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
});
afterAll(async () => {
  await main.stop();
  await removeFolder(folder);
});

const shipment: MessageSchema = {
  id: 'shipment',
  name: 'Shipment',
  kind: 'protobuf',
  text: 'syntax = "proto3"; message Shipment { string tracking = 1; uint64 weight_grams = 2; string carrier = 3; bool express = 4; }',
  message: null,
};

/** The first stored rows of a stream of the sandbox, at least so many. */
async function stored(stream: string, atLeast = 1) {
  const { streams } = await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' });
  const fullName = streams.find(({ name }) => name === stream)?.fullName ?? '';
  const session = await main.call('sessions.open', {
    connectionId: 'sandbox',
    fullName,
    plan: { mode: 'observe', start: { at: 'earliest' } },
  });
  const rows = await vi.waitFor(
    async () => {
      const view = { kind: 'stream' as const, streamId: session.streamId };
      const page = await main.call('history.rows', { view, from: 0, count: 200 });
      if (page.rows.length < atLeast) throw new Error(`${page.rows.length} rows are stored`);
      return page.rows;
    },
    { timeout: 20_000, interval: 50 },
  );
  return { streamId: session.streamId, rows, first: rows[0]?.rowId ?? 0 };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('decoding stored messages', () => {
  it('unpacks gzip to JSON by content, and leaves plain JSON alone', async () => {
    const clicks = await stored('gzip-events');
    const decoded = await main.call('messages.decode', { rowId: clicks.first });
    expect(decoded).toMatchObject({ form: 'json', isPayload: false, isRemembered: false });
    expect(decoded.layers.map(({ decoder }) => decoder)).toEqual(['gzip', 'json']);
    expect(JSON.parse(textOf(decoded.bytes))).toHaveProperty('events');
    const orders = await stored('orders');
    expect(await main.call('messages.decode', { rowId: orders.first })).toMatchObject({
      form: 'json',
      isPayload: true,
    });
  });

  it('reads Protobuf with a schema bound to the stream, over a restart, until it is removed', async () => {
    const { streamId, first } = await stored('shipments');
    expect(await main.call('messages.decode', { rowId: first })).toMatchObject({
      form: 'bytes',
      layers: [],
      hint: { decoder: 'protobuf' },
    });
    const saved = await main.call('decoders.saveSchema', shipment);
    expect(saved.message).toBe('Shipment');
    await main.call('decoders.bind', { streamId, chain: [{ decoder: 'protobuf', schemaId: 'shipment' }] });
    await main.pushed('decoders.changed', ({ bindings }) => bindings.length === 1);
    await main.stop();
    main = await startMain(folder);
    const decoded = await main.call('messages.decode', { rowId: first });
    expect(decoded).toMatchObject({
      form: 'json',
      isRemembered: true,
      layers: [{ schemaId: 'shipment', ok: true }],
    });
    expect(JSON.parse(textOf(decoded.bytes))).toMatchObject({ tracking: expect.stringMatching(/^TRK\d+$/) });
    // Asked for by content, the stream's own way is not taken.
    expect(await main.call('messages.decode', { rowId: first, chain: [] })).toMatchObject({ form: 'bytes' });
    await main.call('decoders.removeSchema', { id: 'shipment' });
    expect(await main.call('decoders.library', undefined)).toEqual({ schemas: [], bindings: [] });
    await main.call('sandbox.start', undefined);
  });

  it('tells where a schema is wrong and does not save it', async () => {
    const text = 'syntax = "proto3";\nmessage A {\n  strin b = 1;\n}';
    expect(await main.call('decoders.checkSchema', { kind: 'protobuf', text })).toMatchObject({
      ok: false,
      problem: { line: 3 },
    });
    await expect(main.call('decoders.saveSchema', { ...shipment, text })).rejects.toMatchObject({
      code: 'SCHEMA_INVALID',
      message: expect.stringMatching(/^Line 3/),
    });
    expect((await main.call('decoders.library', undefined)).schemas).toEqual([]);
  });

  it('says where a decoder chosen by hand stopped', async () => {
    const { first } = await stored('orders');
    const decoded = await main.call('messages.decode', { rowId: first, chain: [{ decoder: 'gzip' }] });
    expect(decoded).toMatchObject({ form: 'text', isPayload: true });
    expect(decoded.layers[0]).toMatchObject({
      ok: false,
      decoder: 'gzip',
      why: expect.stringMatching(/damaged/),
    });
  });

  it('finds the message before with the same key, and says how far it looked', async () => {
    const { rows } = await stored('orders', 150);
    const newest = rows
      .toReversed()
      .find((row) => rows.some(({ key, seq }) => key === row.key && seq < row.seq));
    const before = rows.toReversed().find(({ key, seq }) => key === newest?.key && seq < (newest?.seq ?? 0));
    const found = await main.call('messages.previousWithKey', { rowId: newest?.rowId ?? 0 });
    expect(found).toEqual({
      rowId: before?.rowId,
      looked: (newest?.seq ?? 0) - (before?.seq ?? 0),
      isWhole: true,
    });
    const first = await main.call('messages.previousWithKey', { rowId: rows[0]?.rowId ?? 0 });
    expect(first).toEqual({ rowId: null, looked: 0, isWhole: true });
  });
});
