/** Stored history as it crosses IPC: plain data, safe to clone. Times are epoch milliseconds unless said otherwise. */
import { z } from 'zod';
import { deliveryKinds, messageStates } from '../../domain/message-state.ts';
import { payloadKinds } from '../../domain/payload-kind.ts';
import { errorCodes } from '../errors.ts';
import { mostRowFields, rowExtrasSchema, rowFieldSchema, rowRulesSchema } from './row-extras.ts';

/** Names one stored message for good: its stream and its `seq` in one number, exact in a double. */
export const rowIdSchema = z.number().int().positive();
export const streamIdSchema = z.number().int().positive();

export const streamIdentitySchema = z.object({
  connectionId: z.string().min(1).max(200),
  kind: z.enum(['gdn', 'pulsar', 'sandbox', 'capture']),
  /** `persistent://tenant/namespace/topic` */
  fullName: z.string().min(1).max(1000),
  title: z.string().max(1000),
});
export type StreamIdentity = z.infer<typeof streamIdentitySchema>;

/** Keep the oldest out: a bound that is null does not bind. Applied in slices, oldest first. */
export const retentionSchema = z.object({
  maxCount: z.number().int().positive().nullable(),
  maxBytes: z.number().int().positive().nullable(),
  maxAgeMs: z.number().int().positive().nullable(),
});
export type Retention = z.infer<typeof retentionSchema>;

/** One stream of the history. `received = stored + redelivered + refused`, always; control frames count apart. */
export const streamHistorySchema = streamIdentitySchema.extend({
  streamId: streamIdSchema,
  createdAt: z.number(),
  /** Rows held now; they are `firstSeq` to `lastSeq` without a hole (`lastSeq < firstSeq` when there are none). */
  count: z.number().int(),
  bytes: z.number(),
  firstSeq: z.number().int(),
  lastSeq: z.number().int(),
  received: z.number().int(),
  stored: z.number().int(),
  /** Frames of messages stored already. */
  redelivered: z.number().int(),
  refused: z.number().int(),
  control: z.number().int(),
  /** Rows that retention or a person removed. */
  removed: z.number().int(),
  lastReceivedAt: z.number().nullable(),
  /** False: "do not store this stream"; its messages are counted as refused by that wish. */
  isStored: z.boolean(),
  retention: retentionSchema,
});
export type StreamHistory = z.infer<typeof streamHistorySchema>;

export const messageSummarySchema = z.object({
  rowId: rowIdSchema,
  streamId: streamIdSchema,
  seq: z.number().int(),
  /** The exact text of the newest delivery to a consumer, else of the first: an ack must carry it unchanged (protocol D5). */
  messageId: z.string(),
  /** 64 bits as decimal text, read as signed as in `message-id.ts`. */
  ledger: z.string(),
  entry: z.string(),
  partition: z.number().int(),
  batchIndex: z.number().int(),
  /** Null when the wire's text is no time we can read; the detail still has that text. */
  publishTime: z.number().nullable(),
  eventTime: z.number().nullable(),
  receivedAt: z.number(),
  key: z.string().nullable(),
  propertiesCount: z.number().int(),
  /** Payload bytes. */
  size: z.number().int(),
  kind: z.enum(payloadKinds),
  /** One line: text, or hexadecimal for bytes that are none. */
  preview: z.string(),
  isPreviewCut: z.boolean(),
  /** Our own count of deliveries to a consumer; 1 when it was only observed, however often. */
  deliveries: z.number().int(),
  /** `redeliveryCount` of the newest delivery: the broker's word, which may stay 0. */
  brokerRedeliveries: z.number().int(),
  state: z.enum(messageStates),
});
export type MessageSummary = z.infer<typeof messageSummarySchema>;

export const messageDetailSchema = messageSummarySchema.omit({ preview: true, isPreviewCut: true }).extend({
  payload: z.instanceof(Uint8Array),
  /** In the wire's order, repeated names included. */
  properties: z.array(z.tuple([z.string(), z.string()])),
  /** The wire's own texts, null where the frame had none. */
  publishTimeText: z.string().nullable(),
  eventTimeText: z.string().nullable(),
  /** Fields of the frame beyond those above (e.g. `encryptionContext`), as JSON text. */
  extraFields: z.string().nullable(),
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

export const deliveryEventSchema = z.object({
  kind: z.enum(deliveryKinds),
  at: z.number(),
  session: z.string(),
  /** Which socket of the session, counted from 1. */
  attempt: z.number().int(),
  /** Null where the event carries none. */
  brokerRedeliveries: z.number().int().nullable(),
  messageId: z.string().nullable(),
  detail: z.string().nullable(),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

export const refusedFrameSchema = z.object({
  id: z.number().int(),
  at: z.number(),
  code: z.enum(errorCodes),
  /** The frame as it came; only its first part when it was longer than the store keeps. */
  raw: z.instanceof(Uint8Array),
  size: z.number().int(),
});
export type RefusedFrame = z.infer<typeof refusedFrameSchema>;

/** What a window over rows is taken from. Positions count from 0 and have no holes. */
export const rowViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stream'), streamId: streamIdSchema }),
  z.object({ kind: z.literal('list'), listId: z.number().int().positive() }),
]);
export type RowView = z.infer<typeof rowViewSchema>;

/** More rows than any screen shows; a larger ask is refused, not cut. */
export const maxRowsPerPage = 1000;

export const rowPageRequestSchema = z.object({
  view: rowViewSchema,
  from: z.number().int().nonnegative(),
  count: z.number().int().positive().max(maxRowsPerPage),
  /** Fields that stand in columns of their own. */
  fields: z.array(rowFieldSchema).max(mostRowFields).optional(),
  /** Colour rules to try. */
  rules: rowRulesSchema.optional(),
});
export type RowPageRequest = z.infer<typeof rowPageRequestSchema>;

export const rowPageSchema = z.object({
  rows: z.array(messageSummarySchema),
  /** Rows in the whole view when the page was read. */
  total: z.number().int(),
  /** One for each row; there only when fields or rules were asked for. */
  extras: z.array(rowExtrasSchema).optional(),
});
export type RowPage = z.infer<typeof rowPageSchema>;

/** A message as people point at one: by a time, or by its id (base64, or `ledger:entry[:partition[:batch]]`). */
export const messagePlaceSchema = z.discriminatedUnion('by', [
  z.object({ by: z.enum(['published', 'received']), at: z.number() }),
  z.object({ by: z.literal('id'), text: z.string().min(1).max(4_096) }),
]);
export type MessagePlace = z.infer<typeof messagePlaceSchema>;

export const publishOutcomes = ['confirmed', 'refused', 'unknown'] as const;

export const publishedSchema = z.object({
  id: z.number().int(),
  streamId: streamIdSchema,
  session: z.string(),
  context: z.string(),
  outcome: z.enum(publishOutcomes),
  messageId: z.string().nullable(),
  errorCode: z.enum(errorCodes).nullable(),
  errorText: z.string().nullable(),
  sentAt: z.number(),
  /** Send to receipt, in milliseconds. */
  tookMs: z.number().nullable(),
  key: z.string().nullable(),
  properties: z.array(z.tuple([z.string(), z.string()])),
  payload: z.instanceof(Uint8Array),
  replayOf: rowIdSchema.nullable(),
});
export type Published = z.infer<typeof publishedSchema>;

export const replayJobStates = ['running', 'paused', 'done', 'cancelled', 'failed'] as const;
/** `sent` without an answer becomes `unknown` after a crash: never sent again by itself. */
export const replayItemStates = ['pending', 'sent', 'confirmed', 'refused', 'unknown'] as const;

export const replayJobSchema = z.object({
  jobId: z.number().int(),
  createdAt: z.number(),
  state: z.enum(replayJobStates),
  title: z.string(),
  /** Target, timing and edits as the replay room wrote them: JSON text it reads back itself. */
  plan: z.string(),
  total: z.number().int(),
  confirmed: z.number().int(),
  refused: z.number().int(),
  unknown: z.number().int(),
});
export type ReplayJob = z.infer<typeof replayJobSchema>;

export const replayItemSchema = z.object({
  position: z.number().int(),
  rowId: rowIdSchema,
  state: z.enum(replayItemStates),
  messageId: z.string().nullable(),
  errorText: z.string().nullable(),
});
export type ReplayItem = z.infer<typeof replayItemSchema>;

/** Something a person should know about the history file: a salvage, a pause, a restart. */
export const storeNoticeSchema = z.object({
  at: z.number(),
  severity: z.enum(['info', 'warning', 'error']),
  code: z.enum(errorCodes),
  message: z.string(),
  detail: z.string().nullable(),
});
export type StoreNotice = z.infer<typeof storeNoticeSchema>;
