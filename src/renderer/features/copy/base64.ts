/** Bytes at once: fewer than a call takes as arguments. */
const sliceBytes = 8_192;

/** Standard base64 with padding, as the wire wants payloads. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += sliceBytes)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + sliceBytes)));
  return btoa(parts.join(''));
}
