import type { DecodeFailure, Decoded } from '../../../../src/main/decode/decoded.ts';

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The JSON text a decoder made; it must be valid JSON, whatever it stands for. */
export function jsonOf(decoded: Decoded): string {
  if (!decoded.ok) throw new Error(`byte ${decoded.failure.offset}: ${decoded.failure.why}`);
  if (decoded.content.form !== 'json') throw new Error(`${decoded.content.form} is no JSON`);
  JSON.parse(decoded.content.json);
  return decoded.content.json;
}

export function bytesOf(decoded: Decoded): Uint8Array {
  if (!decoded.ok) throw new Error(`byte ${decoded.failure.offset}: ${decoded.failure.why}`);
  if (decoded.content.form !== 'bytes') throw new Error(`${decoded.content.form} is no bytes`);
  return decoded.content.bytes;
}

export function failureOf(decoded: Decoded): DecodeFailure {
  if (decoded.ok) throw new Error('It was decoded.');
  return decoded.failure;
}
