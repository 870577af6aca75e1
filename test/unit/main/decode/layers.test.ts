import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runDecodeJob } from '../../../../src/main/decode/decode-job.ts';
import type { ChosenStep } from '../../../../src/main/decode/decoders.ts';
import { hex, utf8 } from './reading.ts';

async function shown(payload: Uint8Array, chain: readonly ChosenStep[] = []) {
  const { layers, form, bytes, hint } = await runDecodeJob({ payload, chain });
  const way = layers.map(
    (layer) => `${layer.decoder}${layer.ok ? '' : ' failed'}${layer.isDetected ? '' : ' (chosen)'}`,
  );
  return {
    way: way.join(' > '),
    form,
    text: bytes === null ? null : Buffer.from(bytes).toString(),
    hint: hint?.decoder,
    layers,
  };
}

describe('a payload’s way through the decoders', () => {
  it('leaves JSON and text as they came', async () => {
    expect(await shown(utf8('{"a": 1}'))).toMatchObject({ way: 'json', form: 'json', text: null });
    expect(await shown(utf8('hello'))).toMatchObject({ way: 'utf-8', form: 'text', text: null });
    expect(await shown(utf8(''))).toMatchObject({ way: 'utf-8', form: 'text', text: null });
  });

  it('goes through layers by content', async () => {
    expect(await shown(gzipSync(gzipSync('{"a":1}')))).toMatchObject({
      way: 'gzip > gzip > json',
      form: 'json',
      text: '{"a":1}',
    });
    expect(await shown(deflateSync('plain'))).toMatchObject({ way: 'deflate > utf-8', text: 'plain' });
    expect(await shown(hex('82a16101a16202'))).toMatchObject({
      way: 'messagepack',
      form: 'json',
      text: '{"a":1,"b":2}',
    });
    expect(await shown(hex('a26161016162820203'))).toMatchObject({ way: 'cbor', text: '{"a":1,"b":[2,3]}' });
  });

  it('goes the way chosen, and by content from there on', async () => {
    const payload = utf8(Buffer.from(gzipSync('{"a":1}')).toString('base64'));
    expect(await shown(payload, [{ decoder: 'base64' }])).toMatchObject({
      way: 'base64 (chosen) > gzip > json',
      text: '{"a":1}',
    });
  });

  it('shows the bytes nothing could read, with the place and what stands around it', async () => {
    const { form, layers } = await shown(hex('ff00ff00'), [{ decoder: 'json' }]);
    expect(form).toBe('bytes');
    expect(layers[0]).toMatchObject({ ok: false, offset: 0, aroundFrom: 0, around: hex('ff00ff00') });
  });

  it('shows what looks like JSON and is none as text, with the place of the mistake in bytes', async () => {
    const { way, form, layers } = await shown(utf8('{"ü": 01}'));
    expect({ way, form }).toEqual({ way: 'json failed', form: 'text' });
    expect(layers[0]).toMatchObject({ ok: false, offset: 8, why: expect.stringMatching(/line 1, column 8/) });
  });

  it('asks for a schema where there is no way without', async () => {
    const { layers } = await shown(hex('02'), [{ decoder: 'avro' }]);
    expect(layers[0]).toMatchObject({ ok: false, why: expect.stringMatching(/takes a schema/) });
  });

  it('takes the frame of a schema registry off and tells the id', async () => {
    const schema = { text: '"string"' };
    const { way, text, layers } = await shown(hex('00 0000002a 06666f6f'), [
      { decoder: 'confluent' },
      { decoder: 'avro', schema },
    ]);
    expect({ way, text }).toEqual({ way: 'confluent (chosen) > avro (chosen)', text: '"foo"' });
    expect(layers[0]).toMatchObject({ note: 'schema id 42' });
    const proto = { text: 'syntax = "proto3"; message A { string b = 1; }' };
    const framed = await shown(hex('00 00000007 00 0a0178'), [
      { decoder: 'confluent' },
      { decoder: 'protobuf', schema: proto },
    ]);
    expect(framed).toMatchObject({ text: '{"b":"x"}', layers: [{ note: 'schema id 7, message 0' }, {}] });
  });

  it('ends after so many layers and shows what is left', async () => {
    let payload: Uint8Array = utf8('x');
    for (let times = 0; times < 10; times += 1) payload = gzipSync(payload);
    const { layers, form } = await shown(payload);
    expect(layers).toHaveLength(6);
    expect(form).toBe('bytes');
  });
});

describe('hints, which are told and never applied', () => {
  it('base64 of something readable', async () => {
    expect(await shown(utf8(Buffer.from('{"order":7,"eu":true}').toString('base64')))).toMatchObject({
      way: 'utf-8',
      hint: 'base64',
    });
    expect(await shown(utf8('averyordinaryword'))).toMatchObject({ hint: undefined });
  });

  it('a payload wrapped twice by its sender', async () => {
    const wrapped = utf8(JSON.stringify({ payload: Buffer.from('{"order":7}').toString('base64') }));
    expect(await shown(wrapped)).toMatchObject({ way: 'json', hint: 'envelope' });
    expect(await shown(wrapped, [{ decoder: 'envelope' }])).toMatchObject({
      way: 'envelope (chosen) > json',
      text: '{"order":7}',
    });
  });

  it('bytes that read as Protobuf', async () => {
    expect(await shown(hex('0a03414243 109601'))).toMatchObject({ way: '', form: 'bytes', hint: 'protobuf' });
  });

  it('bytes that read as Protobuf, also when they happen to be UTF-8 as well', async () => {
    const text = '0a0b54524b3030303031323334 1050 1a09 4e6f72746877696e64 2001';
    expect(await shown(hex(text))).toMatchObject({ way: 'utf-8', form: 'text', hint: 'protobuf' });
    expect(await shown(hex(text), [{ decoder: 'protobuf' }])).toMatchObject({ form: 'json' });
    // Plain letters may read as Protobuf too, and are none.
    expect(await shown(utf8('\n\tNorthwind'))).toMatchObject({ way: 'utf-8', hint: undefined });
  });

  it.each([
    ['ab!d', 2, /none of base64/],
    ['YQ==YQ==', 2, /padding stands before the end/],
    ['YWJjZ', 5, /in the middle of a byte/],
  ])('says where %s is no base64', async (text, offset, why) => {
    const { layers } = await shown(utf8(text), [{ decoder: 'base64' }]);
    expect(layers[0]).toMatchObject({ ok: false, offset, why: expect.stringMatching(why) });
  });
});
