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

export function csvLine(row: SourceRow, streamName: string): string {
  const isText = isUtf8(row.payload);
  const cells: (string | null)[] = [
    streamName,
    `${row.ledger}:${row.entry}:${row.partition}:${row.batch_index}`,
    row.message_id,
    writeWireTime(row.publish_time, row.publish_form),
    writeWireTime(row.event_time, row.event_form),
    isoOf(row.received_at),
    row.key,
    row.properties,
    row.extra,
    messageStates[row.status_state ?? row.state] ?? null,
    String(row.status_deliveries ?? 1),
    String(row.status_redeliveries ?? row.broker_redeliveries),
    payloadKinds[row.kind] ?? null,
    String(row.payload.length),
    isText ? 'text' : 'base64',
    row.payload.toString(isText ? 'utf8' : 'base64'),
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvCell(text: string | null): string {
  if (text === null) return '';
  if (text === '') return '""';
  const harmless = guarded.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The text of a cell before `csvCell` guarded it. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && guarded.test(text) ? text.slice(1) : text;

/** Milliseconds as they are where no calendar has them. */
function isoOf(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}
