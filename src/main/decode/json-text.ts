/**
 * Binary formats as JSON text. What JSON has no word for stands as an object with one name that begins with `$`:
 * `{"$base64":"…"}` bytes, `{"$number":"NaN"}`, `{"$time":"…"}`, `{"$map":[[key,value],…]}` for keys that are no text,
 * `{"$invalidText":"…"}` base64 of text that is no UTF-8, `{"$undefined":true}`, `{"$simple":n}`,
 * `{"$extension":type,"base64":"…"}`, `{"$tag":n,"value":…}`. Whole numbers have all their digits, doubles a point.
 */
import { isUtf8 } from 'node:buffer';

/** A member of a map: the key as JSON text, and whether it is text itself. */
export interface MapEntry {
  readonly key: string;
  readonly isText: boolean;
  readonly value: string;
}

export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return `{"$number":"${value}"}`;
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function stringText(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return `{"$invalidText":"${base64Of(bytes)}"}`;
  return JSON.stringify(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
}

export function bytesText(bytes: Uint8Array): string {
  return `{"$base64":"${base64Of(bytes)}"}`;
}

export function mapText(entries: readonly MapEntry[]): string {
  if (entries.every(({ isText }) => isText))
    return `{${entries.map(({ key, value }) => `${key}:${value}`).join()}}`;
  return `{"$map":[${entries.map(({ key, value }) => `[${key},${value}]`).join()}]}`;
}

export function extensionText(type: number, bytes: Uint8Array): string {
  return `{"$extension":${type},"base64":"${base64Of(bytes)}"}`;
}

export function tagText(tag: bigint, value: string): string {
  return `{"$tag":${tag},"value":${value}}`;
}

/** An instant to the nanosecond; undefined when it lies outside of what a date can say. */
export function timeText(seconds: bigint, nanoseconds: number): string | undefined {
  const milliseconds = Number(seconds) * 1_000;
  if (Math.abs(milliseconds) > 8.64e15 || nanoseconds > 999_999_999) return undefined;
  const whole = new Date(milliseconds).toISOString().replace(/\.000Z$/, '');
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0')}`;
  return `{"$time":"${whole}${fraction}Z"}`;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
