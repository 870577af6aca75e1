/** The payload as strict UTF-8 text; undefined when its bytes are none. A byte order mark stays part of it. */
export function strictText(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}

export const payloadViews = ['tree', 'text', 'hex'] as const;
export type PayloadView = (typeof payloadViews)[number];

/** The views that can show this payload. Bytes can always be shown. */
export function viewsFor(kind: string, text: string | undefined): readonly PayloadView[] {
  if (text === undefined) return ['hex'];
  return kind === 'json' ? ['tree', 'text', 'hex'] : ['text', 'hex'];
}
