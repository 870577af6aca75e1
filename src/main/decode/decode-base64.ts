/** Texts that carry bytes: base64, and the envelope that pyC8 puts around what it sends (protocol, "Client habits"). */
import { parseJson } from '../../shared/domain/lossless-json-parser.ts';
import { decodeJsonString } from '../../shared/domain/lossless-json.ts';
import { DecodeFault, decodedBy, maxDecodedBytes, type Decoded } from './decoded.ts';
import { textOf } from './decode-text.ts';

/** Both alphabets, line breaks between, padding or none. */
export function decodeBase64(bytes: Uint8Array): Decoded {
  return decodedBy('base64', () => ({
    form: 'bytes',
    bytes: bytesOf(Buffer.from(bytes).toString('latin1'), 0),
  }));
}

/** `{"payload":"…base64…"}`, what a client leaves that wraps a payload which was wrapped already. */
export function decodeEnvelope(bytes: Uint8Array): Decoded {
  return decodedBy('envelope', () => {
    const text = textOf(bytes);
    const parsed = parseJson(text);
    if (!parsed.ok)
      throw new DecodeFault(
        Buffer.byteLength(text.slice(0, parsed.problem.offset)),
        parsed.problem.reason.replace(/\.$/, ''),
      );
    const { document } = parsed;
    const payload = document.kind(0) === 'object' ? document.find(['payload']) : undefined;
    if (payload === undefined || document.kind(payload) !== 'string')
      throw new DecodeFault(0, 'there is no text under "payload"');
    const start = Buffer.byteLength(text.slice(0, document.start(payload) + 1));
    return { form: 'bytes', bytes: bytesOf(decodeJsonString(document.raw(payload)), start) };
  });
}

function bytesOf(text: string, start: number): Uint8Array {
  const wrong = /[^A-Za-z0-9+/_=\s-]/.exec(text);
  if (wrong !== null) throw new DecodeFault(start + wrong.index, 'this character is none of base64');
  const padding = /=(?![=\s]*$)/.exec(text);
  if (padding !== null)
    throw new DecodeFault(start + padding.index, 'padding stands before the end of the base64');
  const digits = text.replace(/[=\s]/g, '');
  if (digits.length % 4 === 1)
    throw new DecodeFault(start + text.length, 'the base64 ends in the middle of a byte');
  if (digits.length > maxDecodedBytes) throw new DecodeFault(0, 'it is longer than can be decoded');
  return new Uint8Array(Buffer.from(digits, 'base64'));
}
