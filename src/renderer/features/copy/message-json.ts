import type { MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { strictText } from '../inspector/payload-text.ts';
import { encodeBase64 } from './base64.ts';

/** A whole message as JSON text. A payload that is JSON stands in it as it is, every digit of it. */
export function messageJson(message: MessageDetail): string {
  const { seq, messageId, ledger, entry, partition, batchIndex, key, properties, payload } = message;
  const members: readonly (readonly [string, string] | undefined)[] = [
    ['number', JSON.stringify(seq)],
    ['messageId', JSON.stringify(messageId)],
    ['ledger', ledger],
    ['entry', entry],
    partition < 0 ? undefined : ['partition', String(partition)],
    batchIndex < 0 ? undefined : ['batchIndex', String(batchIndex)],
    ['publishTime', JSON.stringify(isoTime(message.publishTime))],
    message.eventTime === null ? undefined : ['eventTime', JSON.stringify(isoTime(message.eventTime))],
    ['receivedAt', JSON.stringify(isoTime(message.receivedAt))],
    ['key', JSON.stringify(key)],
    ['properties', JSON.stringify(Object.fromEntries(properties))],
    ['deliveries', JSON.stringify(message.deliveries)],
    payloadMember(payload),
  ];
  const lines = members.flatMap((member) =>
    member === undefined ? [] : [`  ${JSON.stringify(member[0])}: ${member[1]}`],
  );
  return `{\n${lines.join(',\n')}\n}`;
}

function payloadMember(payload: Uint8Array): readonly [string, string] {
  const text = strictText(payload);
  if (text === undefined) return ['payloadBase64', JSON.stringify(encodeBase64(payload))];
  return isJson(text) ? ['value', text.trim()] : ['text', JSON.stringify(text)];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
