/** Times as people read them: to the millisecond, in a zone that is named, never rounded without saying so. */

import { NO_VALUE } from './format-number.ts';

/** 'local' is the zone of the machine. */
export type TimeZoneChoice = 'local' | 'utc';

/** The largest instant a Date can hold, in milliseconds either side of 1970. */
const MAX_INSTANT_MS = 8.64e15;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const isInstant = (epochMs: number): boolean =>
  Number.isFinite(epochMs) && Math.abs(epochMs) <= MAX_INSTANT_MS;

/** Wall-clock time with milliseconds: "14:02:53.913". */
export const formatTime = (epochMs: number, zone: TimeZoneChoice = 'local'): string => {
  if (!isInstant(epochMs)) return NO_VALUE;
  const date = new Date(epochMs);
  return zone === 'utc'
    ? `${pad(date.getUTCHours(), 2)}:${pad(date.getUTCMinutes(), 2)}:${pad(date.getUTCSeconds(), 2)}.${pad(date.getUTCMilliseconds(), 3)}`
    : `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}.${pad(date.getMilliseconds(), 3)}`;
};

/** Calendar date: "2026-11-23". */
export const formatDate = (epochMs: number, zone: TimeZoneChoice = 'local'): string => {
  if (!isInstant(epochMs)) return NO_VALUE;
  const date = new Date(epochMs);
  return zone === 'utc'
    ? `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`
    : `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
};

/** The day before a time of day, where it is not `today` (a date as above): "" , "05-01 " of this year, "2025-05-01 ". */
export const formatDayUnless = (today: string, epochMs: number, zone: TimeZoneChoice = 'local'): string => {
  const date = formatDate(epochMs, zone);
  if (date === today || date === NO_VALUE) return '';
  const year = date.slice(0, -'-05-01'.length);
  return today.startsWith(`${year}-`) ? `${date.slice(year.length + 1)} ` : `${date} `;
};

/** Date, time and offset in full: "2026-11-23 14:02:53.913 UTC+02:00". For tooltips and details. */
export const formatInstant = (epochMs: number, zone: TimeZoneChoice = 'local'): string =>
  isInstant(epochMs)
    ? `${formatDate(epochMs, zone)} ${formatTime(epochMs, zone)} ${formatZone(zone, epochMs)}`
    : NO_VALUE;

/** A moment to the second, with its date when that is not the day of `nowMs`: "14:02:53", "2026-11-23 14:02:53". */
export const formatMoment = (epochMs: number, nowMs: number, zone: TimeZoneChoice = 'local'): string => {
  if (!isInstant(epochMs)) return NO_VALUE;
  const time = formatTime(epochMs, zone).slice(0, 8);
  const date = formatDate(epochMs, zone);
  return date === formatDate(nowMs, zone) ? time : `${date} ${time}`;
};

/** The name of the zone at an instant (summer time moves it): "UTC" or "UTC+02:00". */
export const formatZone = (zone: TimeZoneChoice, epochMs: number): string => {
  if (zone === 'utc' || !isInstant(epochMs)) return 'UTC';
  const offsetMinutes = -new Date(epochMs).getTimezoneOffset();
  if (offsetMinutes === 0) return 'UTC+00:00';
  const absolute = Math.abs(offsetMinutes);
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(absolute / 60), 2)}:${pad(absolute % 60, 2)}`;
};

/** Distance between two rows: "+0.10 s", "-2.40 s", "+3 m 05 s", "+2 h 04 m", "+3 d 1 h". */
export const formatDelta = (deltaMs: number): string => {
  if (!Number.isFinite(deltaMs)) return NO_VALUE;
  const sign = deltaMs < 0 ? '-' : '+';
  return `${sign}${formatDuration(Math.abs(deltaMs), 2)}`;
};

/** Distance to the millisecond: "+0.100 s", "-12.004 s", "+3 m 05.120 s", "+2 h 04 m 05 s", "+3 d 1 h 04 m". */
export const formatSpan = (deltaMs: number): string => {
  if (!Number.isFinite(deltaMs)) return NO_VALUE;
  const sign = deltaMs < 0 ? '-' : '+';
  const whole = Math.round(Math.abs(deltaMs));
  const seconds = Math.floor(whole / 1000);
  const exact = `${seconds % 60}.${pad(whole % 1000, 3)}`;
  if (seconds < 60) return `${sign}${exact} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${sign}${minutes} m ${exact.padStart(6, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${sign}${hours} h ${pad(minutes % 60, 2)} m ${pad(seconds % 60, 2)} s`;
  return `${sign}${Math.floor(hours / 24)} d ${hours % 24} h ${pad(minutes % 60, 2)} m`;
};

/** A length of time: "3.1 ms", "812 ms", "4.21 s", "3 m 05 s", "2 h 04 m", "9 d 3 h". */
export const formatDurationShort = (durationMs: number): string => {
  if (!Number.isFinite(durationMs) || durationMs < 0) return NO_VALUE;
  if (durationMs < 9.95) return `${durationMs.toFixed(1)} ms`;
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  return formatDuration(durationMs, 2);
};

const formatDuration = (durationMs: number, decimals: number): string => {
  const seconds = durationMs / 1000;
  if (seconds < 59.995) return `${seconds.toFixed(decimals)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60, 2)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60, 2)} m`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

/** How long ago, coarse on purpose: "just now", "12 s ago", "5 min ago", "3 h ago", "9 d ago"; "in 5 min" when ahead. */
export const formatRelative = (epochMs: number, nowMs: number): string => {
  if (!isInstant(epochMs)) return NO_VALUE;
  const seconds = Math.round(Math.abs(nowMs - epochMs) / 1000);
  if (seconds < 2) return 'just now';
  const words =
    seconds < 60
      ? `${seconds} s`
      : seconds < 3600
        ? `${Math.floor(seconds / 60)} min`
        : seconds < 86_400
          ? `${Math.floor(seconds / 3600)} h`
          : `${Math.floor(seconds / 86_400)} d`;
  return epochMs <= nowMs ? `${words} ago` : `in ${words}`;
};
