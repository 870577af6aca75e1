import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { OutgoingMessage } from '../../shared/contract/schemas/publish.ts';
import { decodeMessageId, decodeMessageIdNumbers } from '../../shared/domain/message-id.ts';
import { formatEventTime } from '../../shared/domain/publish-time.ts';

/** Frames of the wire (protocol D4 to D6). Messages are not parsed here: they travel as bytes to where they are stored. */

/** The largest text frame a server takes, in bytes of JSON (protocol D8). */
export const frameLimitBytes = 1_048_576;

export const unsubscribeFrame = '{"type":"unsubscribe"}';
export const endOfTopicQuestion = '{"type":"isEndOfTopic"}';
/** To a reader any frame means "one more" (protocol D6). */
export const readerPermitFrame = Buffer.from('{}');

export type ProducerReply =
  | { readonly outcome: 'stored'; readonly context: string | undefined; readonly messageId: string }
  | {
      readonly outcome: 'refused';
      readonly context: string | undefined;
      readonly result: string;
      readonly words: string;
    }
  | { readonly outcome: 'unreadable'; readonly context: undefined; readonly words: string };

/**
 * One message to be published. Of properties with one name the last wins.
 * @throws StreamscopeError INPUT_INVALID
 */
export function encodeProducerFrame(message: OutgoingMessage, context: string): Buffer {
  const { payload, key, properties, eventTime, deliverAfterMs } = message;
  const base64 = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64');
  let text = `{"payload":"${base64}","context":"${context}"`;
  if (properties.length > 0) text += `,"properties":${JSON.stringify(Object.fromEntries(properties))}`;
  if (key !== undefined) text += `,"key":${JSON.stringify(key)}`;
  if (eventTime !== undefined) text += `,"eventTime":"${formatEventTime(checkedTime(eventTime))}"`;
  if (deliverAfterMs !== undefined) text += `,"deliverAfterMs":${deliverAfterMs}`;
  return Buffer.from(`${text}}`);
}

/** @throws StreamscopeError FRAME_BAD_ID: a server ends the whole socket over such an ack (protocol D10). */
export function encodeAck(messageId: string): string {
  return `{"messageId":"${checkedId(messageId)}"}`;
}

/** @throws StreamscopeError FRAME_BAD_ID */
export function encodeNegativeAck(messageId: string): string {
  return `{"type":"negativeAcknowledge","messageId":"${checkedId(messageId)}"}`;
}

export function encodePermit(count: number): string {
  if (!Number.isSafeInteger(count) || count < 1 || count > 0x7fffffff) {
    throw new StreamscopeError('INPUT_INVALID', 'Messages are asked for in whole numbers from 1 on.');
  }
  return `{"type":"permit","permitMessages":${count}}`;
}

/** Reads a producer's reply; anything unknown is `unreadable`, never an exception. */
export function parseProducerReply(data: Buffer): ProducerReply {
  const reply = parseObject(data);
  if (reply === undefined)
    return { outcome: 'unreadable', context: undefined, words: 'a reply that is not a JSON object' };
  const { result, messageId } = reply;
  const context = typeof reply['context'] === 'string' ? reply['context'] : undefined;
  if (result === 'ok' && typeof messageId === 'string') return { outcome: 'stored', context, messageId };
  if (typeof result !== 'string') {
    return { outcome: 'unreadable', context: undefined, words: 'a reply without a result' };
  }
  const words = typeof reply['errorMsg'] === 'string' ? reply['errorMsg'] : '';
  return { outcome: 'refused', context, result, words };
}

/** Longer frames are messages: the control frame has no room for a payload and an id. */
const longestControlFrame = 64;

/** The answer to `endOfTopicQuestion`; undefined for every other frame. Cheap: it looks into tiny frames only. */
export function readEndOfTopic(data: Buffer): boolean | undefined {
  if (data.length > longestControlFrame) return undefined;
  const frame = parseObject(data);
  if (frame === undefined || 'messageId' in frame || 'payload' in frame) return undefined;
  return typeof frame['endOfTopic'] === 'boolean' ? frame['endOfTopic'] : undefined;
}

/** The id of a delivered message, as the wire wrote it; undefined for whatever is none. */
export function readMessageId(data: Buffer): string | undefined {
  const messageId = parseObject(data)?.['messageId'];
  return typeof messageId === 'string' && decodeMessageId(messageId).ok ? messageId : undefined;
}

/** Four-digit years only: others are written in a form that servers refuse. */
function checkedTime(epochMs: number): number {
  if (epochMs >= -62_135_596_800_000 && epochMs <= 253_402_300_799_999) return epochMs;
  throw new StreamscopeError(
    'INPUT_INVALID',
    'The event time is not between the years 1 and 9999; nothing was sent.',
  );
}

function checkedId(messageId: string): string {
  // The fast way knows nearly every id; what it does not read may still be one.
  if (decodeMessageIdNumbers(messageId) !== undefined) return messageId;
  const decoding = decodeMessageId(messageId);
  if (decoding.ok) return messageId;
  throw new StreamscopeError(
    'FRAME_BAD_ID',
    'This message cannot be acknowledged: its id is not a message id.',
    {
      detail: decoding.reason,
    },
  );
}

function parseObject(data: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
