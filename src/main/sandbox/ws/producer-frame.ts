import type { MessageDraft } from '../broker/message.ts';
import { readBase64 } from './base64-payload.ts';
import { integerField, isRecord, parseClientFrame, textField, type ClientFrame } from './client-frame.ts';
import { parseIsoTime } from '../broker/iso-time.ts';

/** Numbers of `send-error` replies that this server gives (protocol D4). */
export const sendErrors = { notJson: 3, badPayload: 7, refused: 8 } as const;

export type SendError = (typeof sendErrors)[keyof typeof sendErrors];

export type ProducerFrame =
  | { readonly draft: MessageDraft; readonly context: string | undefined }
  | {
      readonly error: SendError;
      readonly errorMsg?: string | undefined;
      readonly context?: string | undefined;
    };

/** Reads a producer's frame (protocol D4). `nowMs` turns `deliverAfterMs` into a time. */
export function readProducerFrame(
  text: string,
  sender: { producerName: string; sequenceId: number; nowMs: number },
): ProducerFrame {
  const frame = parseClientFrame(text);
  if (frame === undefined) return { error: sendErrors.notJson, errorMsg: 'Frame is not a JSON object' };
  const fields = readFields(frame);
  if (fields === undefined)
    return { error: sendErrors.notJson, errorMsg: 'Cannot deserialize value of type String' };
  const { context, payload, key } = fields;
  if (payload === undefined) return { error: sendErrors.badPayload, context };
  const decoded = readBase64(payload);
  if ('problem' in decoded) {
    return {
      error: sendErrors.badPayload,
      errorMsg: `Invalid Base64 message-payload error=${decoded.problem}`,
      context,
    };
  }
  const eventTimeMs = fields.eventTime === undefined ? 0 : parseIsoTime(fields.eventTime);
  if (eventTimeMs === undefined) {
    return {
      error: sendErrors.badPayload,
      errorMsg: `Text '${fields.eventTime}' could not be parsed`,
      context,
    };
  }
  return {
    draft: {
      ...decoded,
      properties: fields.properties,
      key,
      eventTimeMs,
      deliverAtMs: deliverAt(frame, sender.nowMs),
      producerName: sender.producerName,
      sequenceId: sender.sequenceId,
    },
    context,
  };
}

interface TextFields {
  readonly context: string | undefined;
  readonly payload: string | undefined;
  readonly key: string | undefined;
  readonly eventTime: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
}

/** Undefined when a field that has to be text is an object or a list. */
function readFields(frame: ClientFrame): TextFields | undefined {
  const context = textField(frame, 'context');
  const payload = textField(frame, 'payload');
  const key = textField(frame, 'key');
  const eventTime = textField(frame, 'eventTime');
  const properties = readProperties(frame['properties']);
  if (context === null || payload === null || key === null || eventTime === null || properties === undefined)
    return undefined;
  return { context, payload, key, eventTime, properties };
}

function readProperties(value: unknown): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return undefined;
  const entries: [string, string][] = [];
  for (const name of Object.keys(value)) {
    const text = textField(value, name);
    if (text === null) return undefined;
    if (text !== undefined) entries.push([name, text]);
  }
  return Object.fromEntries(entries);
}

function deliverAt(frame: ClientFrame, nowMs: number): number {
  const at = integerField(frame, 'deliverAt') ?? 0;
  const after = integerField(frame, 'deliverAfterMs') ?? 0;
  if (at > 0) return at;
  return after > 0 ? nowMs + after : 0;
}
