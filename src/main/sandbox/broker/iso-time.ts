/** Epoch milliseconds as the wire writes them: ISO 8601 with offset, trailing zeros of the fraction dropped (protocol D5). */
export function formatIsoTime(timeMs: number): string {
  const text = new Date(timeMs).toISOString();
  const milliseconds = timeMs % 1000;
  if (milliseconds === 0) return `${text.slice(0, -5)}Z`;
  if (milliseconds % 100 === 0) return `${text.slice(0, -3)}Z`;
  return milliseconds % 10 === 0 ? `${text.slice(0, -2)}Z` : text;
}

const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a date-time with offset (protocol D4 `eventTime`); undefined when it is none. */
export function parseIsoTime(text: string): number | undefined {
  if (!ISO_WITH_OFFSET.test(text)) return undefined;
  // Date.parse keeps milliseconds only and may refuse longer fractions.
  const timeMs = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
