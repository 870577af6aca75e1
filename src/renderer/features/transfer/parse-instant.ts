import type { TimeZoneChoice } from '../../lib/format-time.ts';

const shape = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/;

/** "2026-11-26 14:02" or with seconds and milliseconds, in the zone the window shows. Epoch ms, or undefined. */
export function parseInstant(text: string, zone: TimeZoneChoice): number | undefined {
  const parts = shape.exec(text.trim());
  if (parts === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => (part === undefined ? 0 : Number(part)));
  const milliseconds = Number((parts[7] ?? '0').padEnd(3, '0'));
  const date =
    zone === 'utc'
      ? new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
      : new Date(year, month - 1, day, hour, minute, second, milliseconds);
  const isReal =
    (zone === 'utc' ? date.getUTCDate() : date.getDate()) === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? date.getTime() : undefined;
}
