/**
 * A message as one line of JSON, from which the very same message can be made again.
 *
 *   {"v":1,"stream":"persistent://…","id":"7:12","messageId":"CAcQDA==","publishTime":"…","receivedAt":1777000000000,
 *    "key":"…","properties":{…},"redeliveryCount":0,"deliveries":1,"state":"seen","payload":"…"}
 *
 * The payload is a string when its bytes are UTF-8, whatever it looks like: digits, repeated keys and blanks of a JSON
 * payload stay as they are. Any other payload is `payloadBase64`. `properties` and `extra` (the frame's other fields) are
 * the wire's own text, so that order and repeats survive; where that text spans lines it is a string beside:
 * `propertiesText`, `extraText`. `id`, `deliveries` and `state` are for readers and not needed to import.
 */
import { isUtf8 } from 'node:buffer';
import { messageStates } from '../../../shared/domain/message-state.ts';
import { writeWireTime } from '../../store/worker/wire-time.ts';
import type { SourceRow } from './source-rows.ts';

export const jsonlVersion = 1;

const lineBreak = /[\n\r]/;

export function jsonlLine(row: SourceRow, streamName: string): string {
  const { partition, batch_index: batch } = row;
  const id = [row.ledger, row.entry, ...(partition < 0 && batch < 0 ? [] : [partition, batch])].join(':');
  const publishTime = writeWireTime(row.publish_time, row.publish_form);
  const eventTime = writeWireTime(row.event_time, row.event_form);
  return [
    `{"v":${jsonlVersion},"stream":${JSON.stringify(streamName)},"id":"${id}"`,
    `,"messageId":${JSON.stringify(row.message_id)}`,
    publishTime === null ? '' : `,"publishTime":${JSON.stringify(publishTime)}`,
    eventTime === null ? '' : `,"eventTime":${JSON.stringify(eventTime)}`,
    `,"receivedAt":${row.received_at}`,
    row.key === null ? '' : `,"key":${JSON.stringify(row.key)}`,
    objectMember('properties', row.properties),
    objectMember('extra', row.extra),
    `,"redeliveryCount":${row.broker_redeliveries},"deliveries":${row.status_deliveries ?? 1}`,
    `,"state":"${messageStates[row.status_state ?? row.state] ?? 'seen'}"`,
    isUtf8(row.payload)
      ? `,"payload":${JSON.stringify(row.payload.toString('utf8'))}`
      : `,"payloadBase64":"${row.payload.toString('base64')}"`,
    '}\n',
  ].join('');
}

function objectMember(name: string, text: string | null): string {
  if (text === null) return '';
  return lineBreak.test(text) ? `,"${name}Text":${JSON.stringify(text)}` : `,"${name}":${text}`;
}
