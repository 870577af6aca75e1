/** Tables `message` and `message_status`, read as rows of the window: never more of a payload than its beginning. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import type { MessageSummary } from '../../../../shared/contract/schemas/history.ts';
import { messageStates, type MessageState } from '../../../../shared/domain/message-state.ts';
import { payloadKinds, type PayloadKind } from '../../../../shared/domain/payload-kind.ts';
import { seqOf, streamIdOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb } from '../brands.ts';
import { previewOf, smallPayloadBytes } from '../preview.ts';

export interface SummaryRow {
  readonly row_id: number;
  readonly message_id: string;
  readonly ledger: string;
  readonly entry: string;
  readonly partition: number;
  readonly batch_index: number;
  readonly publish_time: number | null;
  readonly event_time: number | null;
  readonly received_at: number;
  readonly key: string | null;
  readonly properties_count: number;
  readonly size: number;
  readonly kind: number;
  readonly state: number;
  readonly deliveries: number;
  readonly broker_redeliveries: number;
}

interface PreviewRow extends SummaryRow {
  readonly head: Buffer;
}

/** Ids as text: 64 bits do not fit a number. What happened later outweighs the row's own first delivery. */
export const summaryColumns = `
  m.row_id, coalesce(s.message_id, m.message_id) as message_id,
  cast(m.ledger as text) as ledger, cast(m.entry as text) as entry, m.partition, m.batch_index,
  m.publish_time, m.event_time, m.received_at, m.key, m.properties_count, m.size, m.kind,
  coalesce(s.state, m.state) as state, coalesce(s.deliveries, 1) as deliveries,
  coalesce(s.broker_redeliveries, m.broker_redeliveries) as broker_redeliveries`;

const headColumn = `case when m.size > ${smallPayloadBytes} then m.head else m.payload end as head`;
const fromMessage = 'from message m left join message_status s on s.row_id = m.row_id';

const selectRange = `
  select ${summaryColumns}, ${headColumn} ${fromMessage}
  where m.row_id between ? and ? order by m.row_id`;

export function summaryReads(db: ReadableDb) {
  const range = db.prepare<[number, number], PreviewRow>(selectRange);
  return {
    /** Rows by id, both ends included, in order. */
    range: (firstRowId: number, lastRowId: number): MessageSummary[] =>
      range.all(firstRowId, lastRowId).map(withPreview),
  };
}

function withPreview(row: PreviewRow): MessageSummary {
  const summary = summaryOf(row);
  const preview = previewOf(row.head, row.size, summary.kind);
  return { ...summary, preview: preview.text, isPreviewCut: preview.isCut };
}

export function summaryOf(row: SummaryRow): Omit<MessageSummary, 'preview' | 'isPreviewCut'> {
  return {
    rowId: row.row_id,
    streamId: streamIdOf(row.row_id),
    seq: seqOf(row.row_id),
    messageId: row.message_id,
    ledger: row.ledger,
    entry: row.entry,
    partition: row.partition,
    batchIndex: row.batch_index,
    publishTime: row.publish_time,
    eventTime: row.event_time,
    receivedAt: row.received_at,
    key: row.key,
    propertiesCount: row.properties_count,
    size: row.size,
    kind: kindOf(row.kind),
    deliveries: row.deliveries,
    brokerRedeliveries: row.broker_redeliveries,
    state: stateOf(row.state),
  };
}

/** Kinds and states are kept as their place in the list: both lists may only grow at their end. */
function kindOf(code: number): PayloadKind {
  return payloadKinds[code] ?? unknownCode('payload kind', code);
}

export function stateOf(code: number): MessageState {
  return messageStates[code] ?? unknownCode('state', code);
}

function unknownCode(what: string, code: number): never {
  throw new StreamscopeError('STORE_DAMAGED', `The history holds a ${what} this version does not know.`, {
    detail: `code ${code}`,
  });
}
