import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../../../src/main/decode/decode-json.ts';
import { runDecodeJob } from '../../../../src/main/decode/decode-job.ts';
import { parseJsonInSlices } from '../../../../src/shared/domain/lossless-json-slices.ts';
import { jsonInputs } from '../../../fixtures/json-inputs.ts';

/** What the engine's own parser says: a second opinion on every input. */
const engineReads = (bytes: Uint8Array): boolean => {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
};

const of = (verdict: string) => jsonInputs.filter((input) => input.verdict === verdict);

describe('inputs at the edges of JSON', () => {
  it('are many, each under a name of its own', () => {
    expect(jsonInputs.length).toBeGreaterThanOrEqual(80);
    expect(new Set(jsonInputs.map(({ name }) => name)).size).toBe(jsonInputs.length);
  });

  it.each(of('y'))('are read when they are JSON, unchanged to the last byte: $name', ({ bytes }) => {
    const { content } = expectOk(bytes);
    expect(content).toEqual({ form: 'json', json: new TextDecoder().decode(bytes) });
    expect(engineReads(bytes)).toBe(true);
  });

  it.each(of('n'))('are refused with place and reason when they are none: $name', ({ bytes }) => {
    const decoded = decodeJson(bytes);
    if (decoded.ok) throw new Error('It was taken for JSON.');
    expect(decoded.failure.why).toMatch(/\w/);
    expect(decoded.failure.offset).toBeGreaterThanOrEqual(0);
    expect(decoded.failure.offset).toBeLessThanOrEqual(bytes.length);
    expect(engineReads(bytes)).toBe(false);
  });

  it.each(jsonInputs)('always come out as something to look at: $name', async ({ bytes }) => {
    const outcome = await runDecodeJob({ payload: bytes, chain: [] });
    const shown = outcome.bytes ?? bytes;
    if (outcome.form !== 'bytes') {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(shown);
      expect(text.length).toBeLessThanOrEqual(shown.length);
    }
    for (const layer of outcome.layers) if (!layer.ok) expect(layer.why).toMatch(/\w/);
  });

  it.each(jsonInputs)('are judged alike in slices and at once: $name', async ({ bytes }) => {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      expect(decodeJson(bytes).ok).toBe(false);
      return;
    }
    let clock = 0;
    const sliced = await parseJsonInSlices(text, {
      now: () => (clock += 1),
      pause: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    expect(sliced?.ok).toBe(decodeJson(bytes).ok);
  });
});

function expectOk(bytes: Uint8Array) {
  const decoded = decodeJson(bytes);
  if (!decoded.ok) throw new Error(`${decoded.failure.why} at ${decoded.failure.offset}`);
  return decoded;
}
