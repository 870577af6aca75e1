/**
 * A message as a row of CSV (RFC 4180, UTF-8, CRLF), for spreadsheets and for people. A cell that a spreadsheet would run
 * as a formula gets an apostrophe before it, so a CSV is for reading and is not imported again.
 */
import { isUtf8 } from 'node:buffer';
import { messageStates } from '../../../shared/domain/message-state.ts';
import { payloadKinds } from '../../../shared/domain/payload-kind.ts';
import { writeWireTime } from '../../store/worker/wire-time.ts';
import type { SourceRow } from './source-rows.ts';

const columns = [
  'stream',
  'id',
  'message_id',
  'publish_time',
  'event_time',
  'received_at',
  'key',
  'properties',
  'state',
  'deliveries',
  'redelivery_count',
  'kind',
  'size',
  'payload_encoding',
  'payload',
] as const;

export const csvHeader = `${columns.join(',')}\r\n`;

/** What spreadsheets take for the beginning of a formula, blanks before it included. */
const formula = /^\s*[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

export function csvLine(row: SourceRow, streamName: string): string {
  const isText = isUtf8(row.payload);
  const cells: string[] = [
    streamName,
    `${row.ledger}:${row.entry}:${row.partition}:${row.batch_index}`,
    row.message_id,
    writeWireTime(row.publish_time, row.publish_form) ?? '',
    writeWireTime(row.event_time, row.event_form) ?? '',
    new Date(row.received_at).toISOString(),
    row.key ?? '',
    row.properties ?? '',
    messageStates[row.status_state ?? row.state] ?? '',
    String(row.status_deliveries ?? 1),
    String(row.status_redeliveries ?? row.broker_redeliveries),
    payloadKinds[row.kind] ?? '',
    String(row.payload.length),
    isText ? 'text' : 'base64',
    row.payload.toString(isText ? 'utf8' : 'base64'),
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvCell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
