/**
 * Reads the rows a filter wants to see, and no more of them than it needs: SQL leaves out what it can judge, and
 * only columns that the filter names are fetched.
 */
import { Buffer } from 'node:buffer';
import type { Filter } from '../../../shared/domain/filter/compile-filter.ts';
import type { FilterRow, Verdict } from '../../../shared/domain/filter/filter-row.ts';
import type { SqlColumns } from '../../../shared/domain/filter/push-down.ts';
import { messageStates, type MessageState } from '../../../shared/domain/message-state.ts';
import { payloadKinds, type PayloadKind } from '../../../shared/domain/payload-kind.ts';
import type { ReadableDb } from './brands.ts';
import { createPathScanner } from './path-scanner.ts';
import { propertiesOf } from './queries/messages.ts';
import { payloadReads, smallPayload } from './queries/payloads.ts';

const codesOf = (words: readonly string[]) => Object.fromEntries(words.map((word, code) => [word, code]));

const columns = {
  key: 'm.key',
  size: 'm.size',
  deliveries: 'coalesce(s.deliveries, 1)',
  redeliveries: 'coalesce(s.broker_redeliveries, m.broker_redeliveries)',
  ledger: 'm.ledger',
  entry: 'm.entry',
  partition: 'm.partition',
  publishTime: 'm.publish_time',
  eventTime: 'm.event_time',
  receivedAt: 'm.received_at',
  state: { sql: 'coalesce(s.state, m.state)', codes: codesOf(messageStates) },
  kind: { sql: 'm.kind', codes: codesOf(payloadKinds) },
  marked: '(k.row_id is not null)',
  comment: "coalesce(k.comment, '')",
} satisfies SqlColumns;

const noBytes = Buffer.alloc(0);

/** Fields that need the table of what changed after the first delivery. */
const statusFields = ['deliveries', 'redeliveries', 'state'];

/** Fields read from the payload alone. */
const payloadFields = ['value', 'text'];

/** In the order of the select; a column the filter does not name is null there. */
type RawRow = readonly [
  rowId: number,
  key: string | null,
  publishTime: number | null,
  eventTime: number | null,
  receivedAt: number | null,
  size: number | null,
  deliveries: number | null,
  redeliveries: number | null,
  state: number | null,
  kind: number | null,
  ledger: string | null,
  entry: string | null,
  partition: number | null,
  properties: string | null,
  payload: Buffer | null,
  marked: number | null,
  comment: string | null,
];

export interface ScanResult {
  readonly failed: number;
}

export interface FilterScan {
  /** Tells the matching row ids of `first..last` in order. */
  readonly scan: (first: number, last: number, onMatch: (rowId: number) => void) => ScanResult;
}

export function createFilterScan(db: ReadableDb, filter: Filter): FilterScan {
  const pushed = filter.pushDown(columns);
  const roots = new Set(filter.fields.map((field) => /^\w+/.exec(field)?.[0] ?? field));
  const needsStatus = statusFields.some((field) => roots.has(field));
  const wanted = (field: string, sql: string): string => (roots.has(field) ? sql : 'null');
  const selected = [
    'm.row_id',
    wanted('key', columns.key),
    wanted('publishTime', columns.publishTime),
    wanted('eventTime', columns.eventTime),
    wanted('receivedAt', columns.receivedAt),
    wanted('size', columns.size),
    wanted('deliveries', columns.deliveries),
    wanted('redeliveries', columns.redeliveries),
    wanted('state', columns.state.sql),
    wanted('kind', columns.kind.sql),
    wanted('ledger', 'cast(m.ledger as text)'),
    wanted('entry', 'cast(m.entry as text)'),
    wanted('partition', columns.partition),
    filter.usesProperties ? 'm.properties' : 'null',
    filter.usesPayload ? smallPayload : 'null',
    wanted('marked', columns.marked),
    wanted('comment', columns.comment),
  ];
  const status = needsStatus ? 'left join message_status s on s.row_id = m.row_id' : '';
  const source = `${messagesFor(filter, status)} between ? and ? and (${pushed.sql}) order by m.row_id`;
  type Parameters = (number | string | bigint | null)[];

  if (pushed.isComplete) {
    const rowIds = db.prepare<Parameters, number>(`select m.row_id ${source}`).pluck();
    return {
      scan: (first, last, onMatch) => {
        for (const rowId of rowIds.all(first, last, ...pushed.parameters)) onMatch(rowId);
        return { failed: 0 };
      },
    };
  }
  const row = new StoredRow();
  if (pushed.sql === 'true' && [...roots].every((root) => payloadFields.includes(root))) {
    return scanPayloads(db, filter, row);
  }
  const rows = db.prepare<Parameters, RawRow>(`select ${selected.join(', ')} ${source}`).raw();
  const payloads = payloadReads(db);
  const judge = payloadJudge(filter, row);
  return {
    scan: (first, last, onMatch) => {
      let failed = 0;
      for (const raw of rows.all(first, last, ...pushed.parameters)) {
        row.raw = raw;
        const bytes = filter.usesPayload ? (raw[14] ?? payloads.one(raw[0])) : noBytes;
        const verdict = judge(bytes, 0, bytes.length);
        if (verdict === 'match') onMatch(raw[0]);
        else if (verdict === 'failed') failed += 1;
      }
      return { failed };
    },
  };
}

/**
 * Tables and the row id to be bounded. Where only marked messages can match, the few marks lead to their messages and
 * nothing else is read: `cross join` keeps SQLite to that order.
 */
function messagesFor(filter: Filter, status: string): string {
  if (filter.matchesMarkedOnly)
    return `from mark k cross join message m on m.row_id = k.row_id ${status} where k.row_id`;
  const marks = filter.usesMarks ? 'left join mark k on k.row_id = m.row_id' : '';
  return `from message m ${marks} ${status} where m.row_id`;
}

/** The commonest filter looks at nothing but the payload: then nothing else is fetched, and many rows at once. */
function scanPayloads(db: ReadableDb, filter: Filter, row: StoredRow): FilterScan {
  const payloads = payloadReads(db);
  const judge = payloadJudge(filter, row);
  return {
    scan: (first, last, onMatch) => {
      let failed = 0;
      payloads.each(first, last, (rowId, bytes, from, to) => {
        const verdict = judge(bytes, from, to);
        if (verdict === 'match') onMatch(rowId);
        else if (verdict === 'failed') failed += 1;
      });
      return { failed };
    },
  };
}

/** Judges `row` with the payload in `bytes[from .. to]`: the values it names are read off the bytes where that is sure. */
function payloadJudge(filter: Filter, row: StoredRow): (bytes: Buffer, from: number, to: number) => Verdict {
  const scanner = filter.valuePaths && createPathScanner(filter.valuePaths);
  return (bytes, from, to) => {
    row.bytes = bytes;
    row.from = from;
    row.to = to;
    return scanner?.scan(bytes, from, to) === true ? filter.evaluate(row, scanner) : filter.evaluate(row);
  };
}

/** A fetched row as the filter language reads it. One serves row after row. */
class StoredRow implements FilterRow {
  /** Where the payload's text lies; it is decoded when it is asked for. */
  bytes: Buffer = noBytes;
  from = 0;
  to = 0;
  raw: RawRow = [
    0,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ];

  get key(): string | null {
    return this.raw[1];
  }
  get publishTime(): number | null {
    return this.raw[2];
  }
  get eventTime(): number | null {
    return this.raw[3];
  }
  get receivedAt(): number {
    return this.raw[4] ?? 0;
  }
  get size(): number {
    return this.raw[5] ?? 0;
  }
  get deliveries(): number {
    return this.raw[6] ?? 1;
  }
  get redeliveries(): number {
    return this.raw[7] ?? 0;
  }
  get state(): MessageState {
    return messageStates[this.raw[8] ?? 0] ?? 'seen';
  }
  get kind(): PayloadKind {
    return payloadKinds[this.raw[9] ?? 0] ?? 'binary';
  }
  get ledger(): string {
    return this.raw[10] ?? '-1';
  }
  get entry(): string {
    return this.raw[11] ?? '-1';
  }
  get partition(): number {
    return this.raw[12] ?? -1;
  }
  get marked(): boolean {
    return this.raw[15] === 1;
  }
  get comment(): string {
    return this.raw[16] ?? '';
  }
  properties(): ReadonlyMap<string, string> {
    return new Map(this.raw[13] === null ? [] : propertiesOf(this.raw[13]));
  }
  text(): string {
    return this.bytes.toString('utf8', this.from, this.to);
  }
}
