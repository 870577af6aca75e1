/** One payload decoded, as the decode thread is asked and answers. */
import { isUtf8 } from 'node:buffer';
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { decodeLayers, type ChosenStep, type Layer } from './decoders.ts';
import { hintFor, type DecodeHint } from './hints.ts';

export interface DecodeJob {
  readonly payload: Uint8Array;
  /** As far as it was chosen; content decides the rest. */
  readonly chain: readonly ChosenStep[];
}

export type LayerReport =
  | {
      readonly ok: true;
      readonly decoder: DecoderName;
      readonly isDetected: boolean;
      readonly note: string | null;
      /** Bytes of what came out. */
      readonly size: number;
    }
  | {
      readonly ok: false;
      readonly decoder: DecoderName;
      readonly isDetected: boolean;
      /** In the bytes this decoder was given. */
      readonly offset: number;
      readonly why: string;
      /** Some of those bytes, from `aroundFrom` on, with the place among them. */
      readonly around: Uint8Array<ArrayBuffer>;
      readonly aroundFrom: number;
    };

export interface DecodeOutcome {
  readonly layers: readonly LayerReport[];
  /** What to show: of a failure, the bytes that could not be read. Text and JSON are UTF-8. */
  readonly form: 'text' | 'json' | 'bytes';
  /** Null: the payload itself, unchanged. */
  readonly bytes: Uint8Array | null;
  readonly hint: DecodeHint | null;
}

/** As many as stand in one line of a narrow window. */
const aroundBytes = 16;

export async function runDecodeJob({ payload, chain }: DecodeJob): Promise<DecodeOutcome> {
  const layers = await decodeLayers(chain, payload);
  const reports = layers.map(reportOf);
  const last = layers.at(-1);
  if (last === undefined)
    return { layers: reports, form: 'bytes', bytes: null, hint: hintFor(payload, undefined) ?? null };
  const { result, input } = last;
  if (!result.ok) return { layers: reports, ...asItIs(input, payload), hint: null };
  const { content } = result;
  if (content.form === 'bytes')
    return {
      layers: reports,
      form: 'bytes',
      bytes: content.bytes,
      hint: hintFor(content.bytes, undefined) ?? null,
    };
  const hint = hintFor(input, result.decoder) ?? null;
  // Text and JSON are handed on as they came, so the bytes are those the decoder was given.
  if (result.decoder === 'json' || result.decoder === 'utf-8')
    return { layers: reports, form: content.form, bytes: input === payload ? null : input, hint };
  const text = content.form === 'json' ? content.json : content.text;
  return { layers: reports, form: content.form, bytes: Buffer.from(text, 'utf8'), hint };
}

function asItIs(input: Uint8Array, payload: Uint8Array): Pick<DecodeOutcome, 'form' | 'bytes'> {
  return { form: isUtf8(input) ? 'text' : 'bytes', bytes: input === payload ? null : input };
}

function reportOf({ result, isDetected, input }: Layer): LayerReport {
  const { decoder } = result;
  if (!result.ok) {
    const { offset, why } = result.failure;
    const aroundFrom = Math.max(0, Math.min(offset, input.length) - aroundBytes / 2);
    const around = input.slice(aroundFrom, aroundFrom + aroundBytes);
    return { ok: false, decoder, isDetected, offset, why, around, aroundFrom };
  }
  const { content, note = null } = result;
  const size =
    content.form === 'bytes'
      ? content.bytes.length
      : Buffer.byteLength(content.form === 'json' ? content.json : content.text);
  return { ok: true, decoder, isDetected, note, size };
}
