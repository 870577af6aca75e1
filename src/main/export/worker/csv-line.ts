/**
 * A message as a row of CSV (RFC 4180, UTF-8, CRLF), for spreadsheets and for people, from which the very same message can
 * be made again (read-csv.ts).
 *
 * A payload that is UTF-8 stands there as it is, any other as base64; `payload_encoding` says which. An absent value is an
 * empty cell, an empty text is `""`. A cell that a spreadsheet would run as a formula gets an apostrophe before it; so does
 * one that only looks as if it had got one, so that taking it away again is never a guess.
 */
import { isUtf8 } from 'node:buffer';
import { messageStates } from '../../../shared/domain/message-state.ts';
import { payloadKinds } from '../../../shared/domain/payload-kind.ts';
import { writeWireTime } from '../../store/worker/wire-time.ts';
import type { SourceRow } from './source-rows.ts';

export const csvColumns = [
  'stream',
  'id',
  'message_id',
  'publish_time',
  'event_time',
  'received_at',
  'key',
  'properties',
  'extra',
  'state',
  'deliveries',
  'redelivery_count',
  'kind',
  'size',
  'payload_encoding',
  'payload',
] as const;

export type CsvColumn = (typeof csvColumns)[number];

export const csvHeader = `${csvColumns.join(',')}\r\n`;

/** What spreadsheets take for the beginning of a formula, blanks before it included, and what was guarded against that. */
const guarded = /^'*\s*[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/** Writes rows of one stream. */
export function csvWriter(streamName: string): (row: SourceRow) => string {
  const stream = csvCell(streamName);
  const receivedAt = isoWriter();
  return (row) => {
    const isText = isUtf8(row.payload);
    const time = row.publish_form === null ? '' : csvCell(writeWireTime(row.publish_time, row.publish_form));
    const eventTime = row.event_form === null ? '' : csvCell(writeWireTime(row.event_time, row.event_form));
    const id = csvCell(`${row.ledger}:${row.entry}:${row.partition}:${row.batch_index}`);
    const state = messageStates[row.status_state ?? row.state] ?? '';
    const redeliveries = row.status_redeliveries ?? row.broker_redeliveries;
    return (
      `${stream},${id},${csvCell(row.message_id)},${time},${eventTime},${receivedAt(row.received_at)},` +
      `${csvCell(row.key)},${csvCell(row.properties)},${csvCell(row.extra)},${state},${row.status_deliveries ?? 1},` +
      `${redeliveries},${payloadKinds[row.kind] ?? ''},${row.payload.length},` +
      `${isText ? 'text' : 'base64'},${csvCell(row.payload.toString(isText ? 'utf8' : 'base64'))}\r\n`
    );
  };
}

export function csvCell(text: string | null): string {
  if (text === null) return '';
  if (text === '') return '""';
  const harmless = mayBeGuarded(text) && guarded.test(text) ? `'${text}` : text;
  if (!needsQuotes.test(harmless)) return harmless;
  return `"${harmless.includes('"') ? harmless.replaceAll('"', '""') : harmless}"`;
}

/** Letters, digits and brackets, with which nearly all cells begin, never do. */
function mayBeGuarded(text: string): boolean {
  const first = text.charCodeAt(0);
  return first < 0x30 || first === 0x3d || first === 0x40 || first > 0x7e;
}

/** The text of a cell before `csvCell` guarded it. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && guarded.test(text) ? text.slice(1) : text;

/** Milliseconds as they are where no calendar has them. Neighbours often share theirs. */
function isoWriter(): (at: number) => string {
  let last = Number.NaN;
  let text = '';
  return (at) => {
    if (at === last) return text;
    const time = new Date(at);
    last = at;
    text = csvCell(Number.isNaN(time.getTime()) ? String(at) : time.toISOString());
    return text;
  };
}
