import type { MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { formatBytes, formatInteger } from '../../lib/format-number.ts';
import { formatInstant, type TimeZoneChoice } from '../../lib/format-time.ts';

export interface MetaField {
  readonly name: string;
  /** Undefined: the message does not have it. */
  readonly value: string | undefined;
  readonly note?: string;
}

/** Everything the wire said of a message, and what we know of it ourselves. */
export function metaFields(detail: MessageDetail, zone: TimeZoneChoice): readonly MetaField[] {
  const time = (epochMs: number | null): string | undefined =>
    epochMs === null ? undefined : formatInstant(epochMs, zone);
  return [
    {
      name: 'messageId',
      value: detail.messageId,
      note: 'as it came; an acknowledgement carries it unchanged',
    },
    { name: 'ledger', value: detail.ledger },
    { name: 'entry', value: detail.entry },
    { name: 'partition', value: detail.partition < 0 ? undefined : String(detail.partition) },
    { name: 'batch index', value: detail.batchIndex < 0 ? undefined : String(detail.batchIndex) },
    {
      name: 'publishTime',
      value: time(detail.publishTime) ?? detail.publishTimeText ?? undefined,
      ...(detail.publishTimeText === null ? {} : { note: detail.publishTimeText }),
    },
    {
      name: 'eventTime',
      value: time(detail.eventTime) ?? detail.eventTimeText ?? undefined,
      ...(detail.eventTimeText === null ? {} : { note: detail.eventTimeText }),
    },
    { name: 'key', value: detail.key ?? undefined },
    {
      name: 'redeliveryCount',
      value: formatInteger(detail.brokerRedeliveries),
      note: 'the broker’s word; it may stay 0',
    },
    { name: 'deliveries', value: formatInteger(detail.deliveries), note: 'our own count' },
    { name: 'payload', value: `${formatInteger(detail.size)} B`, note: formatBytes(detail.size) },
    { name: 'received', value: formatInstant(detail.receivedAt, zone), note: 'by this machine’s clock' },
    { name: 'number here', value: formatInteger(detail.seq) },
    { name: 'other fields', value: detail.extraFields ?? undefined },
  ];
}

/** Fields of a Pulsar message that the WebSocket API never delivers (protocol D5). */
export const notCarried: readonly string[] = [
  'producerName',
  'sequenceId',
  'schemaVersion',
  'replicatedFrom',
  'topic',
];
