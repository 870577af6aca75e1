/** A stored message as a row of another file. */
import { headBytes, smallPayloadBytes } from '../../store/worker/preview.ts';
import type { NewMessage } from '../../store/worker/queries/message-inserts.ts';
import type { SourceRow } from './source-rows.ts';

export function newMessageOf(row: SourceRow, rowId: number, streamId: number): NewMessage {
  return {
    rowId,
    streamId,
    ledger: exactNumber(row.ledger),
    entry: exactNumber(row.entry),
    partition: row.partition,
    batchIndex: row.batch_index,
    messageId: row.message_id,
    publishTime: row.publish_time,
    publishForm: row.publish_form,
    eventTime: row.event_time,
    eventForm: row.event_form,
    receivedAt: row.received_at,
    key: row.key,
    propertiesCount: row.properties_count,
    kind: row.kind,
    state: row.state,
    brokerRedeliveries: row.broker_redeliveries,
    properties: row.properties,
    extra: row.extra,
    head: row.payload.length > smallPayloadBytes ? row.payload.subarray(0, headBytes) : null,
    payload: row.payload,
  };
}

export interface MessageStatus {
  readonly state: number;
  readonly deliveries: number;
  readonly brokerRedeliveries: number;
  readonly messageId: string;
}

/** What changed after the first delivery; undefined when nothing did. */
export function statusOf(row: SourceRow): MessageStatus | undefined {
  if (row.status_state === null) return undefined;
  return {
    state: row.status_state,
    deliveries: row.status_deliveries ?? 1,
    brokerRedeliveries: row.status_redeliveries ?? row.broker_redeliveries,
    messageId: row.status_message_id ?? row.message_id,
  };
}

/** A number where it is exact, which is nearly always. */
function exactNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
