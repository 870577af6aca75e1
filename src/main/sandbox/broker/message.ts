import type { MessagePosition } from './message-position.ts';

/** A message as a producer hands it in. */
export interface MessageDraft {
  /** Standard, padded base64 of the exact payload bytes: the form that every frame carries. */
  readonly payload: string;
  readonly payloadBytes: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly key?: string | undefined;
  /** Milliseconds since the epoch; 0 means none (protocol D5: left out of the frame). */
  readonly eventTimeMs: number;
  /** Milliseconds since the epoch; 0 means at once (protocol D4: Shared and Key_Shared only). */
  readonly deliverAtMs: number;
  readonly producerName: string;
  readonly sequenceId: number;
}

/** A message in a topic's log. `index` is dense and grows by one for each message of the topic. */
export interface Message extends MessageDraft, MessagePosition {
  readonly index: number;
  readonly publishTimeMs: number;
}

/** Makes a draft from plain parts; what is left out takes the wire's own default. */
export function draftOf(parts: {
  payload: Uint8Array;
  properties?: Readonly<Record<string, string>>;
  key?: string | undefined;
  eventTimeMs?: number;
  deliverAtMs?: number;
  producerName?: string;
  sequenceId?: number;
}): MessageDraft {
  const bytes = Buffer.from(parts.payload.buffer, parts.payload.byteOffset, parts.payload.byteLength);
  return {
    payload: bytes.toString('base64'),
    payloadBytes: bytes.byteLength,
    properties: parts.properties ?? {},
    key: parts.key,
    eventTimeMs: parts.eventTimeMs ?? 0,
    deliverAtMs: parts.deliverAtMs ?? 0,
    producerName: parts.producerName ?? '',
    sequenceId: parts.sequenceId ?? 0,
  };
}
