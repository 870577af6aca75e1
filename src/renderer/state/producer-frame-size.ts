/** The service closes the socket over a text frame longer than this (protocol D8). */
export const maxFrameBytes = 1_048_576;

/** Room for the frame's own punctuation and the `context` that ties a receipt to its message. */
const envelopeBytes = 96;

/**
 * Bytes of the producer frame a message becomes, within the few bytes its context may vary by: the payload is
 * base64, four bytes for every three; key and properties are JSON strings in UTF-8 (protocol D4).
 */
export function producerFrameBytes(
  payloadBytes: number,
  key: string,
  properties: readonly (readonly [string, string])[],
): number {
  const base64 = 4 * Math.ceil(payloadBytes / 3);
  const keyBytes = key === '' ? 0 : jsonBytes(key) + '"key":,'.length;
  const propertyBytes = properties.reduce(
    (sum, [name, value]) => sum + jsonBytes(name) + jsonBytes(value) + ':,'.length,
    0,
  );
  return envelopeBytes + base64 + keyBytes + propertyBytes;
}

function jsonBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}
