/** The service closes the socket over a text frame longer than this (protocol D8). */
export const maxFrameBytes = 1_048_576;

/** `{"payload":"","context":""}` with room for a context of ten digits. */
const envelopeBytes = 27 + 10;
const keyBytes = ',"key":'.length;
const propertiesBytes = ',"properties":'.length;

/**
 * Bytes of the producer frame a message becomes, at most a few too many because the context is not known yet: the
 * payload is base64, four bytes for every three; key and properties are JSON in UTF-8 (protocol D4).
 */
export function producerFrameBytes(
  payloadBytes: number,
  key: string,
  properties: readonly (readonly [string, string])[],
): number {
  const base64 = 4 * Math.ceil(payloadBytes / 3);
  const ofKey = key === '' ? 0 : keyBytes + jsonBytes(key);
  const ofProperties =
    properties.length === 0 ? 0 : propertiesBytes + jsonBytes(Object.fromEntries(properties));
  return envelopeBytes + base64 + ofKey + ofProperties;
}

function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
