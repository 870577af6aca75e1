import { z } from 'zod';
import { profileId } from './profile.ts';

/** A message to be published. The payload is bytes: what arrives is what was given, to the byte. */
export const outgoingMessageSchema = z.object({
  payload: z.instanceof(Uint8Array),
  key: z.string().max(65_536).optional(),
  /** Pairs in the user's order; a later pair of the same name wins on the wire. */
  properties: z.array(z.tuple([z.string(), z.string()])).max(1_000),
  /** Epoch ms the event happened, sent as ISO time (protocol D4). */
  eventTime: z.number().int().optional(),
  /** Delay in ms: delivered later to Shared and Key_Shared subscriptions only (protocol D4). */
  deliverAfterMs: z.number().int().positive().optional(),
});

export const routings = ['SinglePartition', 'RoundRobinPartition'] as const;
export const compressions = ['NONE', 'LZ4', 'ZLIB', 'ZSTD', 'SNAPPY'] as const;
export const hashings = ['JavaStringHash', 'Murmur3_32Hash'] as const;

/** Whole numbers the service takes, from the first to the second. */
export const producerBounds = {
  sendTimeoutMs: [1_000, 600_000],
  maxMessages: [1, 100_000],
  maxPublishDelayMs: [1, 60_000],
  maxPendingMessages: [1, 100_000],
} as const;

const bounded = ([least, most]: readonly [number, number]) => z.number().int().min(least).max(most);

/**
 * How the service's own producer works; what is left out is its default (protocol D2). A first sequence id is not among
 * them: a socket that reopens would begin with it again, and a service that drops duplicates would drop new messages.
 */
export const producerOptionsSchema = z.object({
  /** Unique among the producers of a stream. */
  producerName: z.string().trim().min(1).max(200).optional(),
  /** The service's own limit for one message. */
  sendTimeoutMs: bounded(producerBounds.sendTimeoutMs).optional(),
  batching: z
    .object({
      maxMessages: bounded(producerBounds.maxMessages).optional(),
      maxPublishDelayMs: bounded(producerBounds.maxPublishDelayMs).optional(),
    })
    .optional(),
  /** Messages without a receipt at one time. */
  maxPendingMessages: bounded(producerBounds.maxPendingMessages).optional(),
  routing: z.enum(routings).optional(),
  compression: z.enum(compressions).optional(),
  /** Which partition a key goes to. */
  hashing: z.enum(hashings).optional(),
});

export const publishTargetSchema = z.object({
  connectionId: profileId,
  fullName: z.string().min(1).max(2_000),
  /** The stream's name as typed by the user; needed on guarded profiles. */
  typedName: z.string().optional(),
  options: producerOptionsSchema.optional(),
});

/** A receipt: the service has stored the message under this id. */
export const receiptSchema = z.object({
  messageId: z.string(),
  /** `ledger:entry[:partition[:batch]]`, or the id itself when it cannot be decoded. */
  messageIdText: z.string(),
  /** Milliseconds from sending to receipt. */
  ms: z.number(),
  /** Bytes of the frame as sent, of 1,048,576 allowed (protocol D8). */
  frameBytes: z.number().int(),
});

export type OutgoingMessage = z.infer<typeof outgoingMessageSchema>;
export type ProducerOptions = z.infer<typeof producerOptionsSchema>;
export type PublishTarget = z.infer<typeof publishTargetSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
