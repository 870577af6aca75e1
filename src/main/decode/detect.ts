/** Which decoder a payload asks for, by its content alone. */
import { isUtf8 } from 'node:buffer';
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { payloadKindOf } from '../../shared/domain/payload-kind.ts';
import { decodeCbor } from './decode-cbor.ts';
import { hasZlibHeader } from './decode-compressed.ts';
import { decodeMessagePack } from './decode-messagepack.ts';

/** Formats without a signature are found by trying, on payloads up to this size; larger ones are chosen by hand. */
export const maxTriedBytes = 1024 * 1024;

/**
 * Undefined when nothing fits: an image, or bytes to be shown as such. `json` is said of what looks like it; whether it
 * is, its decoder tells. Brotli and deflate without a header bear no mark and are never guessed.
 */
export function detectDecoder(bytes: Uint8Array): DecoderName | undefined {
  const kind = payloadKindOf(bytes);
  if (kind === 'empty') return 'utf-8';
  if (kind === 'gzip' || kind === 'zstd') return kind;
  if (kind === 'image') return undefined;
  const isText = isUtf8(bytes);
  if (isText && (kind === 'json' || kind === 'text')) return kind === 'json' ? 'json' : 'utf-8';
  const tried = bytes.length <= maxTriedBytes ? detectByTrying(bytes) : undefined;
  if (tried !== undefined) return tried;
  if (bytes[0] === 0x78 && hasZlibHeader(bytes)) return 'deflate';
  return isText ? 'utf-8' : undefined;
}

/** Only lists and maps that fill the payload to the last byte: anything else would be chance. */
function detectByTrying(bytes: Uint8Array): DecoderName | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if (bytes.length < 2) return undefined;
  if (first === 0xd9 && second === 0xd9 && third === 0xf7) return 'cbor';
  const isMessagePackContainer = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
  if (isMessagePackContainer && decodeMessagePack(bytes).ok) return 'messagepack';
  const isCborContainer = first >= 0x80 && first <= 0xbf;
  return isCborContainer && decodeCbor(bytes).ok ? 'cbor' : undefined;
}
