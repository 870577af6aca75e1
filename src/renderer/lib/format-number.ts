/**
 * What the renderer's lib owns: formatting, shortcuts, clipboard and theme, with no knowledge of streams or screens.
 * This file: numbers as people read them. Formatters are costly to build, so each is built once.
 */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const threeDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** Shown where there is no number to show. */
export const NO_VALUE = '—';

/** 1204331 -> "1,204,331". Counts are never abbreviated where they must add up. */
export const formatInteger = (value: number | bigint): string =>
  typeof value === 'bigint' || Number.isFinite(value) ? grouped.format(value) : NO_VALUE;

/** "1 message", "1,204 messages". The plural defaults to an added s. */
export const formatCount = (value: number, one: string, many = `${one}s`): string =>
  `${formatInteger(value)} ${value === 1 ? one : many}`;

/** What a person set, as they set it: 0.5 -> "0.5", 1200 -> "1,200"; to three decimals. */
export const formatDecimal = (value: number): string =>
  Number.isFinite(value) ? threeDecimals.format(value) : NO_VALUE;

/** Milliseconds as seconds, to the millisecond: 2500 -> "2.5 s". */
export const formatSeconds = (ms: number): string => `${threeDecimals.format(ms / 1_000)} s`;

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in units of 1024: 287 -> "287 B", 1536 -> "1.5 KiB". */
export const formatBytes = (bytes: number): string => {
  if (!Number.isFinite(bytes) || bytes < 0) return NO_VALUE;
  let value = bytes;
  let unit = 0;
  // 1023.96 would round to "1,024 KiB", so the step up is taken on the rounded figure.
  while (unit < BYTE_UNITS.length - 1 && (unit === 0 ? value >= 1024 : value >= 1023.95)) {
    value /= 1024;
    unit += 1;
  }
  const name = BYTE_UNITS[unit] ?? 'B';
  return `${unit === 0 ? grouped.format(value) : oneDecimal.format(value)} ${name}`;
};

/** Events a second, short enough for a tree row: 0.42 -> "0.42/s", 96.2 -> "96/s", 5012 -> "5.0k/s". */
export const formatRate = (perSecond: number): string => {
  if (!Number.isFinite(perSecond) || perSecond < 0) return NO_VALUE;
  if (perSecond === 0) return '0/s';
  if (perSecond < 0.01) return '<0.01/s';
  if (perSecond < 1) return `${twoDecimals.format(perSecond)}/s`;
  if (perSecond < 9.95) return `${oneDecimal.format(perSecond)}/s`;
  if (perSecond < 999.5) return `${grouped.format(perSecond)}/s`;
  if (perSecond < 999_500) return `${shortThousands(perSecond / 1000)}k/s`;
  return `${shortThousands(perSecond / 1_000_000)}M/s`;
};

/** For where there is little room: "1,204", "13k", "1.5M". The whole number belongs in a tooltip. */
export const formatShort = (value: number): string => {
  if (value < 10_000) return formatInteger(value);
  return value < 999_500 ? `${shortThousands(value / 1_000)}k` : `${shortThousands(value / 1_000_000)}M`;
};

const shortThousands = (value: number): string => (value < 9.95 ? value.toFixed(1) : grouped.format(value));

/** A share of 0 to 1. Never "100 %" or "0 %" unless it is exactly that. */
export const formatPercent = (share: number): string => {
  if (!Number.isFinite(share)) return NO_VALUE;
  const percent = share * 100;
  const rounded = Math.round(percent);
  if (rounded === 100 && share < 1) return '>99 %';
  if (rounded === 0 && share > 0) return '<1 %';
  return `${grouped.format(rounded)} %`;
};
