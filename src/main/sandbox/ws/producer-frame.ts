import type { MessageDraft } from '../broker/message.ts';
import { readBase64 } from './base64-payload.ts';
import { integerField, isRecord, parseClientFrame, textField, type ClientFrame } from './client-frame.ts';
import { parseIsoTime } from '../broker/iso-time.ts';

/** Numbers of `send-error` replies that this server gives (protocol D4). */
export const sendErrors = { notJson: 3, badPayload: 7, refused: 8 } as const;

export type SendError = (typeof sendErrors)[keyof typeof sendErrors];

const NO_PAYLOAD = 'Cannot invoke "String.getBytes(java.nio.charset.Charset)" because "src" is null';

export type ProducerFrame =
  /** The service fails on the frame itself: the socket closes with 1011 and these words. */
  | { readonly failure: string }
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
  if (frame === null) return { error: sendErrors.badPayload, errorMsg: 'The frame is null' };
  if (frame === undefined) return { error: sendErrors.notJson, errorMsg: 'Frame is not a JSON object' };
  const fields = readFields(frame);
  const times = readDeliveryTimes(frame);
  if (fields === undefined || times === undefined)
    return { error: sendErrors.notJson, errorMsg: 'Cannot deserialize a value of the frame' };
  const { context, payload, key } = fields;
  if (payload === undefined) return { error: sendErrors.badPayload, errorMsg: NO_PAYLOAD, context };
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
  const [properties, nameless] = withoutNulls(fields.properties);
  if (nameless !== undefined) return { failure: `Need Non-Null value for key: ${nameless}` };
  return {
    draft: {
      ...decoded,
      properties,
      key,
      eventTimeMs,
      deliverAtMs: times.at > 0 ? times.at : times.after > 0 ? sender.nowMs + times.after : 0,
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
  /** A value that is null stays so: it is refused later, and in another way. */
  readonly properties: Readonly<Record<string, string | null>>;
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

function readProperties(value: unknown): TextFields['properties'] | undefined {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return undefined;
  const entries: [string, string | null][] = [];
  for (const name of Object.keys(value)) {
    const text = textField(value, name);
    if (text === null) return undefined;
    entries.push([name, text ?? null]);
  }
  return Object.fromEntries(entries);
}

/** The properties, or the name of one without a value. */
function withoutNulls(
  properties: TextFields['properties'],
): readonly [Readonly<Record<string, string>>, nameless?: string] {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (value === null) return [{}, name];
    entries.push([name, value]);
  }
  return [Object.fromEntries(entries)];
}

/** Undefined when one of the times is there but no number. */
function readDeliveryTimes(frame: ClientFrame): { readonly at: number; readonly after: number } | undefined {
  const [at, after] = ['deliverAt', 'deliverAfterMs'].map((name) =>
    frame[name] === undefined || frame[name] === null ? 0 : integerField(frame, name),
  );
  return at === undefined || after === undefined ? undefined : { at, after };
}
