/** Text frames from clients are JSON objects whose scalars are taken as strings (protocol D4). */
export type ClientFrame = Readonly<Record<string, unknown>>;

/** Null for the text `null`, which servers read without complaint; undefined when the text is no JSON object. */
export function parseClientFrame(text: string): ClientFrame | null | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return parsed === null || isRecord(parsed) ? parsed : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field as text: numbers and booleans are coerced; null and absent are undefined; objects are refused with null. */
export function textField(frame: ClientFrame, name: string): string | undefined | null {
  const value = frame[name];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined || value === null ? undefined : null;
}

/** A whole number, also when written as text; undefined when absent or none. */
export function integerField(frame: ClientFrame, name: string): number | undefined {
  const value = frame[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : undefined;
}
