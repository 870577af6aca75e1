import type { MessagePlace } from '../../../shared/contract/schemas/history.ts';
import { decodeMessageId } from '../../../shared/domain/message-id.ts';

/** Where a person wants to go: to a number of this history, or to a message by time or id. */
export type GoToPlace = { readonly by: 'number'; readonly seq: number } | MessagePlace;

const number = /^#?\s*(\d{1,3}(?:[ ,.']\d{3})+|\d{1,12})$/;
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const instant =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?)\s*(Z|UTC|[+-]\d{2}:\d{2})?)?$/i;
const spelledId = /^-?\d+:-?\d+(?::-?\d+){0,2}$/;

/**
 * Reads "1,204", "14:02:53.913", "2026-05-01 14:02", "17:4711" or a base64 id; places are tried in turn. A time of day
 * alone is that of the day of `around`. "7:12" may be an id as well as a time: then the id comes first, for it is
 * there or not.
 */
export function readGoTo(text: string, zone: 'local' | 'utc', around: number): readonly GoToPlace[] {
  const wanted = text.trim();
  const counted = number.exec(wanted)?.[1];
  if (counted !== undefined) {
    const seq = Number(counted.replace(/\D/g, ''));
    return seq > 0 ? [{ by: 'number', seq }] : [];
  }
  const at = instantOf(wanted, zone) ?? timeOfDay(wanted, zone, around);
  const isId = spelledId.test(wanted) || (at === undefined && decodeMessageId(wanted).ok);
  return [
    ...(isId ? [{ by: 'id', text: wanted } as const] : []),
    ...(at === undefined ? [] : [{ by: 'published', at } as const]),
  ];
}

function instantOf(text: string, zone: 'local' | 'utc'): number | undefined {
  const match = instant.exec(text);
  if (match === null) return undefined;
  const [, date = '', time = '00:00', named] = match;
  const offset = named === undefined ? (zone === 'utc' ? 'Z' : '') : /^(z|utc)$/i.test(named) ? 'Z' : named;
  const at = Date.parse(`${date}T${time.replace(',', '.').padStart(5, '0')}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

function timeOfDay(text: string, zone: 'local' | 'utc', around: number): number | undefined {
  const match = clock.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = '0', fraction = ''] = match;
  const parts = [Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0'))] as const;
  const [h, m, s, ms] = parts;
  if (h > 23 || m > 59 || s > 59) return undefined;
  const day = new Date(around);
  return zone === 'utc' ? day.setUTCHours(h, m, s, ms) : day.setHours(h, m, s, ms);
}
