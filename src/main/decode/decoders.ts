/** All decoders behind one door: by name, by content, and through several layers. */
import { decodeCbor } from './decode-cbor.ts';
import { decompress, type Unpacker } from './decode-compressed.ts';
import type { Decoded, DecoderName } from './decoded.ts';
import { decodeJson } from './decode-json.ts';
import { decodeMessagePack } from './decode-messagepack.ts';
import { decodeText } from './decode-text.ts';
import { detectDecoder } from './detect.ts';

/** A payload packed more often than this is shown as the bytes that are left. */
export const maxLayers = 4;

export interface Decoders {
  detect(bytes: Uint8Array): DecoderName | undefined;
  decode(decoder: DecoderName, bytes: Uint8Array): Promise<Decoded>;
  /** One result for each decoder, the last one being what to show; ends early at a failure or at a text. */
  decodeThrough(chain: readonly DecoderName[], bytes: Uint8Array): Promise<Decoded[]>;
  /**
   * By content, layer after layer, e.g. gzip then JSON. None: nothing fits, show the bytes. What looks like JSON and is
   * none is decoded as text behind its failure.
   */
  decodeByContent(bytes: Uint8Array): Promise<Decoded[]>;
}

/** @param runtime `zstd` is undefined where the runtime cannot unpack it (see runtimeZstd). */
export function createDecoders(runtime: { readonly zstd: (() => Unpacker) | undefined }): Decoders {
  const decode = async (decoder: DecoderName, bytes: Uint8Array): Promise<Decoded> => {
    switch (decoder) {
      case 'utf-8':
        return decodeText(bytes);
      case 'json':
        return decodeJson(bytes);
      case 'messagepack':
        return decodeMessagePack(bytes);
      case 'cbor':
        return decodeCbor(bytes);
      default:
        return decompress(decoder, bytes, runtime.zstd);
    }
  };

  const decodeLayers = async (
    bytes: Uint8Array,
    next: (layer: number, bytes: Uint8Array) => DecoderName | undefined,
  ): Promise<Decoded[]> => {
    const results: Decoded[] = [];
    let inner = bytes;
    for (let layer = 0; ; layer += 1) {
      const decoder = next(layer, inner);
      if (decoder === undefined) return results;
      const result = await decode(decoder, inner);
      results.push(result);
      if (!result.ok && result.decoder === 'json') results.push(decodeText(inner));
      if (!result.ok || result.content.form !== 'bytes') return results;
      inner = result.content.bytes;
    }
  };

  return {
    detect: detectDecoder,
    decode,
    decodeThrough: (chain, bytes) => decodeLayers(bytes, (layer) => chain[layer]),
    decodeByContent: (bytes) =>
      decodeLayers(bytes, (layer, inner) => (layer < maxLayers ? detectDecoder(inner) : undefined)),
  };
}
