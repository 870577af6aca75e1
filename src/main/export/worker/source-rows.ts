/** Whole stored messages, one in memory at a time, as both tables hold them. */
import type { ReadableDb } from '../../store/worker/brands.ts';
import type { MessageRun } from './message-runs.ts';

export interface SourceRow {
  readonly row_id: number;
  /** 64 bits as decimal text. */
  readonly ledger: string;
  readonly entry: string;
  readonly partition: number;
  readonly batch_index: number;
  readonly message_id: string;
  readonly publish_time: number | null;
  readonly publish_form: number | string | null;
  readonly event_time: number | null;
  readonly event_form: number | string | null;
  readonly received_at: number;
  readonly key: string | null;
  readonly properties_count: number;
  readonly kind: number;
  readonly state: number;
  readonly broker_redeliveries: number;
  readonly properties: string | null;
  readonly extra: string | null;
  readonly payload: Buffer;
  /** What changed after the first delivery; all null when nothing did. */
  readonly status_state: number | null;
  readonly status_deliveries: number | null;
  readonly status_redeliveries: number | null;
  readonly status_message_id: string | null;
}

const selectRun = `
  select m.row_id, cast(m.ledger as text) as ledger, cast(m.entry as text) as entry, m.partition, m.batch_index,
    m.message_id, m.publish_time, m.publish_form, m.event_time, m.event_form, m.received_at, m.key,
    m.properties_count, m.kind, m.state, m.broker_redeliveries, m.properties, m.extra, m.payload,
    s.state as status_state, s.deliveries as status_deliveries, s.broker_redeliveries as status_redeliveries,
    s.message_id as status_message_id
  from message m left join message_status s on s.row_id = m.row_id
  where m.row_id between ? and ? order by m.row_id`;

export function sourceRows(db: ReadableDb): (run: MessageRun) => IterableIterator<SourceRow> {
  const run = db.prepare<[number, number], SourceRow>(selectRun);
  return ({ first, last }) => run.iterate(first, last);
}
