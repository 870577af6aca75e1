/**
 * Publish and event times as brokers write them (protocol D5: ISO offset date-time in the server's zone, any
 * number of fraction digits) kept as a number to compare and a form to write the very same text again.
 */
import { parsePublishTime } from '../../../shared/domain/publish-time.ts';

/** Either a small code from which the text is rebuilt, or the text itself when no code can. */
export type WireForm = number | string;

export interface WireTime {
  /** Epoch milliseconds; null when the text is no time. */
  readonly ms: number | null;
  readonly form: WireForm;
}

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Digits 0 to 3 fit a form's two low bits; more cannot be told from milliseconds. */
const formDigits = 4;
/** Zone code 0 is `Z`; others are the offset in minutes shifted to be positive. */
const zoneShift = 1440;

/** Remembers the minute of the last time it read: a batch from one server parses its date once. */
export interface WireTimeReader {
  read(text: string): WireTime;
}

export function createWireTimeReader(): WireTimeReader {
  let minuteText = '';
  let minuteMs = 0;
  let zoneText = 'Z';
  let zoneMs = 0;
  let zoneCode = 0;

  /** `2024-05-01T12:00:59.84+01:00` with the minute and zone of the time before: seconds and fraction differ only. */
  const readAgain = (text: string): WireTime | undefined => {
    if (!text.startsWith(minuteText) || !text.endsWith(zoneText)) return undefined;
    const fractionEnd = text.length - zoneText.length;
    const tens = text.charCodeAt(17) - 48;
    const ones = text.charCodeAt(18) - 48;
    if (!(tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9)) return undefined;
    const digits = fractionEnd === 19 ? 0 : fractionEnd - 20;
    if (digits < 0 || digits > 3 || (fractionEnd > 19 && (digits === 0 || text[19] !== '.')))
      return undefined;
    let fraction = 0;
    for (let at = 20; at < fractionEnd; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) return undefined;
      fraction = fraction * 10 + digit;
    }
    if (digits === 1) fraction *= 100;
    else if (digits === 2) fraction *= 10;
    return {
      ms: minuteMs + (tens * 10 + ones) * 1000 + fraction - zoneMs,
      form: zoneCode * formDigits + digits,
    };
  };

  const readWhole = (text: string): WireTime => {
    const ms = parsePublishTime(text) ?? null;
    const parts = shape.exec(text);
    if (parts === null) return { ms, form: text };
    const zone = parts[8] ?? 'Z';
    const digits = parts[7]?.length ?? 0;
    const minutes = zone === 'Z' ? 0 : zoneMinutes(zone);
    const code = zone === 'Z' ? 0 : minutes + zoneShift;
    if (ms === null || digits >= formDigits) return { ms, form: text };
    const form = code * formDigits + digits;
    // `-00:00`, second 60, hour 24 and the like: what cannot be written again is kept as it came.
    if (writeWireTime(ms, form) !== text) return { ms, form: text };
    minuteText = text.slice(0, 17);
    minuteMs = Math.floor((ms + minutes * 60_000) / 60_000) * 60_000;
    zoneText = zone;
    zoneMs = minutes * 60_000;
    zoneCode = code;
    return { ms, form };
  };

  return { read: (text) => (minuteText === '' ? undefined : readAgain(text)) ?? readWhole(text) };
}

/** The wire's text again; null when there was none. */
export function writeWireTime(ms: number | null, form: WireForm | null): string | null {
  if (form === null || typeof form === 'string') return form;
  if (ms === null) return null;
  const digits = form % formDigits;
  const code = Math.floor(form / formDigits);
  const minutes = code === 0 ? 0 : code - zoneShift;
  const local = new Date(ms + minutes * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  const iso = local.toISOString();
  const fraction = digits === 0 ? '' : iso.slice(19, 20 + digits);
  return iso.slice(0, 19) + fraction + (code === 0 ? 'Z' : zoneOf(minutes));
}

function zoneMinutes(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

function zoneOf(minutes: number): string {
  const absolute = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}
