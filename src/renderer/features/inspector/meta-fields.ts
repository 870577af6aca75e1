import type { MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { formatBytes, formatInteger } from '../../lib/format-number.ts';
import {
  formatDate,
  formatSpan,
  formatTime,
  formatZone,
  type TimeZoneChoice,
} from '../../lib/format-time.ts';

export interface MetaField {
  readonly name: string;
  /** Undefined: the message does not have it. */
  readonly value: string | undefined;
  /** Of a time: the zone it is told in. */
  readonly zone?: string;
  /** As the wire said it, where the value says it otherwise. */
  readonly wire?: string;
  readonly note?: string;
}

/** Everything the wire said of a message, and what we know of it ourselves. */
export function metaFields(detail: MessageDetail, zone: TimeZoneChoice): readonly MetaField[] {
  const instant = (epochMs: number) => ({
    value: `${formatDate(epochMs, zone)} ${formatTime(epochMs, zone)}`,
    zone: formatZone(zone, epochMs),
  });
  const sent = (epochMs: number | null, text: string | null) =>
    epochMs === null
      ? { value: text ?? undefined }
      : { ...instant(epochMs), ...(text === null ? {} : { wire: text }) };
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
    { name: 'publishTime', ...sent(detail.publishTime, detail.publishTimeText) },
    { name: 'eventTime', ...sent(detail.eventTime, detail.eventTimeText), ...lagOf(detail) },
    { name: 'key', value: detail.key ?? undefined },
    {
      name: 'redeliveryCount',
      value: formatInteger(detail.brokerRedeliveries),
      note: 'the broker’s word; it may stay 0',
    },
    { name: 'deliveries', value: formatInteger(detail.deliveries), note: 'our own count' },
    { name: 'payload', value: `${formatInteger(detail.size)} B`, note: formatBytes(detail.size) },
    { name: 'received', ...instant(detail.receivedAt), note: 'by this machine’s clock' },
    { name: 'number here', value: formatInteger(detail.seq) },
    { name: 'other fields', value: detail.extraFields ?? undefined },
  ];
}

/** How long a message was on its way to this service, e.g. from another region, by the publisher's own word. */
function lagOf({ eventTime, publishTime }: MessageDetail): { readonly note?: string } {
  if (eventTime === null || publishTime === null) return {};
  const span = formatSpan(publishTime - eventTime);
  return { note: `${span.slice(1)} ${span.startsWith('-') ? 'after' : 'before'} publishTime` };
}

/** Fields of a Pulsar message that the WebSocket API never delivers (protocol D5). */
export const notCarried: readonly string[] = [
  'producerName',
  'sequenceId',
  'schemaVersion',
  'replicatedFrom',
  'topic',
];
