/**
 * Rows of a CSV as messages. Columns are found by the names of our own export, in any order and in any case: `payload` must
 * be there, all others may be missing, and a column of another name is not taken over, which is said.
 */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { identityOf } from '../../store/worker/queries/identity.ts';
import { csvColumns, withoutGuard, type CsvColumn } from './csv-line.ts';
import type { CsvRecord } from './csv-records.ts';
import { madeUpId } from './made-up-id.ts';
import { longestStreamName, namesOf, objectOf, type Reading } from './read-message.ts';
import { wireFrame } from './wire-frame.ts';

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const wholeNumber = /^\d{1,10}$/;
const milliseconds = /^-?\d{1,15}$/;

export interface CsvReader {
  /** Columns whose names say nothing to this program. */
  readonly otherColumns: readonly string[];
  /** @param place counted from 1, without the header */
  readonly read: (record: CsvRecord, place: number) => Reading;
}

/** @throws StreamscopeError FILE_FAILED when the header does not name what is needed */
export function createCsvReader(header: CsvRecord, fallbackStream: string): CsvReader {
  const names = header.cells.map(({ text }) => text.trim());
  const columns = new Map<CsvColumn, number>();
  const otherColumns: string[] = [];
  for (const [index, name] of names.entries()) {
    const column = columnOf(name);
    if (column === undefined) otherColumns.push(name);
    else if (columns.has(column)) throw refusal(`names the column “${column}” twice`);
    else columns.set(column, index);
  }
  if (header.trouble !== undefined)
    throw refusal(`cannot be read as the names of columns: ${header.trouble}`);
  if (!columns.has('payload')) throw refusal('names no column “payload”');
  /** Only our own export guards cells, and it writes every column. */
  const isGuarded = csvColumns.every((column) => columns.has(column));

  const read = ({ cells, trouble }: CsvRecord, place: number): Reading => {
    if (trouble !== undefined) return { why: trouble };
    if (cells.length !== names.length)
      return { why: `it has ${cells.length} cells where the first line names ${names.length} columns` };
    const value = (column: CsvColumn): string | null => {
      const cell = cells[columns.get(column) ?? -1];
      if (cell === undefined || (cell.text === '' && !cell.isQuoted)) return null;
      return isGuarded ? withoutGuard(cell.text) : cell.text;
    };

    const stream = value('stream') ?? fallbackStream;
    if (stream.length > longestStreamName || stream === '') return { why: 'its stream is no name' };
    const messageId = value('message_id') ?? madeUpId(cells.map(({ text }) => text).join('\n'), place);
    if (identityOf(messageId) === undefined) return { why: 'its message_id is none' };
    const properties = value('properties');
    if (properties !== null && !isProperties(properties))
      return { why: 'its properties are no JSON object of texts' };
    const extra = value('extra');
    const extraNames = namesOf(extra);
    if (extraNames === undefined) return { why: 'its extra is no JSON object' };
    const redeliveries = value('redelivery_count') ?? '0';
    if (!wholeNumber.test(redeliveries)) return { why: 'its redelivery_count is no whole number' };
    const receivedAt = instantOf(value('received_at'));
    if (receivedAt === null) return { why: 'its received_at is no time' };
    const payload = payloadOf(value('payload') ?? '', value('payload_encoding') ?? 'text');
    if (typeof payload === 'string') return { why: payload };
    const frame = wireFrame(
      {
        messageId,
        publishTime: value('publish_time'),
        eventTime: value('event_time'),
        key: value('key'),
        properties,
        extra,
        redeliveryCount: Number(redeliveries),
        payload,
      },
      extraNames,
    );
    return { stream, receivedAt, frame };
  };
  return { otherColumns, read };
}

function columnOf(name: string): CsvColumn | undefined {
  const plain = name.toLowerCase().replace(/[\s-]+/g, '_');
  return csvColumns.find((column) => column === plain);
}

const refusal = (what: string): StreamscopeError =>
  new StreamscopeError(
    'FILE_FAILED',
    `This file is neither a capture nor JSONL, and as CSV its line 1 ${what}. Nothing was imported. ` +
      `Columns that are read: ${csvColumns.join(', ')}; only “payload” is needed.`,
  );

/** The bytes, or why there are none. */
function payloadOf(text: string, encoding: string): Buffer | string {
  if (encoding === 'text') return Buffer.from(text);
  if (encoding !== 'base64') return 'its payload_encoding is neither text nor base64';
  const bytes = Buffer.from(text, 'base64');
  // The decoder alone skips what it cannot read.
  const length = Math.floor((text.replace(/=+$/, '').length * 3) / 4);
  return base64.test(text) && bytes.length === length ? bytes : 'its payload is no base64';
}

function isProperties(text: string): boolean {
  const members = objectOf(text);
  return members !== undefined && [...members.values()].every((value) => typeof value === 'string');
}

/** Epoch milliseconds; undefined where there is no time, null where there is something else. */
function instantOf(text: string | null): number | undefined | null {
  if (text === null) return undefined;
  const at = milliseconds.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
