/** What a payload might be besides what it was taken for. Told, never applied: only a person knows. */
import { isUtf8 } from 'node:buffer';
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { payloadKindOf } from '../../shared/domain/payload-kind.ts';
import { decodeBase64, decodeEnvelope } from './decode-base64.ts';
import { decodeProtobuf } from './decode-protobuf.ts';

export interface DecodeHint {
  readonly decoder: DecoderName;
  /** For people; a sentence. */
  readonly words: string;
}

/** Larger payloads are not tried. */
const maxHintBytes = 256 * 1024;
/** Shorter base64 is as likely a word. */
const minBase64Characters = 16;

/** @param decoder what the bytes are shown as; undefined for bytes */
export function hintFor(bytes: Uint8Array, decoder: DecoderName | undefined): DecodeHint | undefined {
  if (bytes.length === 0 || bytes.length > maxHintBytes) return undefined;
  if (decoder === 'json' && holdsReadable(decodeEnvelope(bytes)))
    return {
      decoder: 'envelope',
      words: 'The text under “payload” is base64: it was wrapped twice by its sender.',
    };
  if (decoder === 'utf-8' && bytes.length >= minBase64Characters && holdsReadable(decodeBase64(bytes)))
    return { decoder: 'base64', words: 'This text is base64 of something readable.' };
  // Bytes with control characters may happen to be UTF-8 as well: whether they are is no sign of what they are.
  const isNoPlainText = decoder === undefined || (decoder === 'utf-8' && payloadKindOf(bytes) === 'binary');
  if (isNoPlainText && decodeProtobuf(bytes, undefined).ok)
    return { decoder: 'protobuf', words: 'These bytes read as Protobuf. A schema would name the fields.' };
  return undefined;
}

function holdsReadable(decoded: ReturnType<typeof decodeBase64>): boolean {
  if (!decoded.ok || decoded.content.form !== 'bytes') return false;
  const { bytes } = decoded.content;
  return (
    bytes.length > 0 && isUtf8(bytes) && !bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))
  );
}
