/** The payload as strict UTF-8 text; undefined when its bytes are none. A byte order mark stays part of it. */
export function strictText(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}
