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

export const publishTargetSchema = z.object({
  connectionId: profileId,
  fullName: z.string().min(1).max(2_000),
  /** The stream's name as typed by the user; needed on guarded profiles. */
  typedName: z.string().optional(),
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
export type PublishTarget = z.infer<typeof publishTargetSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
