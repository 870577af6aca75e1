import { encodeMessageId } from '../broker/message-id-encoder.ts';
import type { Message } from '../broker/message.ts';
import { formatIsoTime } from '../broker/iso-time.ts';

/** Builds consumer and reader frames (protocol D5): fixed field order, absent fields left out, `properties` always there. */
export class MessageFrames {
  // Many messages of a burst share their millisecond.
  #lastTimeMs = NaN;
  #lastTime = '';

  encode(message: Message, redeliveryCount: number): string {
    const properties = message.properties;
    let frame =
      `{"messageId":"${encodeMessageId(message)}","payload":"${message.payload}"` +
      `,"properties":${isEmpty(properties) ? '{}' : JSON.stringify(properties)}` +
      `,"publishTime":"${this.#time(message.publishTimeMs)}","redeliveryCount":${redeliveryCount}`;
    if (message.eventTimeMs !== 0) frame += `,"eventTime":"${formatIsoTime(message.eventTimeMs)}"`;
    if (message.key !== undefined) frame += `,"key":${JSON.stringify(message.key)}`;
    return `${frame}}`;
  }

  #time(timeMs: number): string {
    if (timeMs !== this.#lastTimeMs) {
      this.#lastTimeMs = timeMs;
      this.#lastTime = formatIsoTime(timeMs);
    }
    return this.#lastTime;
  }
}

function isEmpty(record: Readonly<Record<string, string>>): boolean {
  for (const _name in record) return false;
  return true;
}
