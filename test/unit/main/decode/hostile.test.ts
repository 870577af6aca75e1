import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decoderNames } from '../../../../src/shared/domain/decoders.ts';
import { runDecodeJob } from '../../../../src/main/decode/decode-job.ts';
import type { ChosenStep } from '../../../../src/main/decode/decoders.ts';

const schemas = {
  avro: JSON.stringify({
    type: 'record',
    name: 'R',
    fields: [
      { name: 'a', type: ['null', 'long', 'string', { type: 'array', items: 'R' }] },
      { name: 'b', type: { type: 'map', values: 'bytes' } },
    ],
  }),
  protobuf:
    'syntax = "proto3"; message R { R r = 1; repeated sint64 n = 2; map<string, R> m = 3; string s = 4; }',
};

const steps: readonly ChosenStep[] = [
  ...decoderNames.map((decoder) => ({ decoder })),
  { decoder: 'avro', schema: { text: schemas.avro } },
  { decoder: 'protobuf', schema: { text: schemas.protobuf } },
];

/** Nothing is thrown, a failure lies within the bytes, and JSON is JSON. */
async function mustHold(step: ChosenStep | undefined, payload: Uint8Array): Promise<void> {
  const { layers, form, bytes } = await runDecodeJob({ payload, chain: step === undefined ? [] : [step] });
  for (const layer of layers) {
    if (layer.ok) continue;
    expect(layer.offset).toBeGreaterThanOrEqual(0);
    expect(layer.why).not.toMatch(/\.$/);
    if (layer === layers[0]) expect(layer.offset).toBeLessThanOrEqual(payload.length);
  }
  if (form === 'json') JSON.parse(Buffer.from(bytes ?? payload).toString('utf8'));
}

describe('whatever comes over the wire', () => {
  it('is read or refused with place and reason by every decoder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...steps, undefined), fc.uint8Array({ maxLength: 200 }), mustHold),
      { numRuns: 3_000 },
    );
  });

  it('is read or refused when it is valid but for one byte', async () => {
    const valid = gzipSync(JSON.stringify({ list: Array.from({ length: 50 }, (_, at) => ({ at })) }));
    await fc.assert(
      fc.asyncProperty(fc.nat(valid.length - 1), fc.nat(255), async (at, byte) => {
        const bent = Uint8Array.from(valid);
        bent[at] = byte;
        await mustHold({ decoder: 'gzip' }, bent);
      }),
      { numRuns: 300 },
    );
  });
});
