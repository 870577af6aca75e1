import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { profileId } from '../schemas/profile.ts';
import { outgoingMessageSchema, publishTargetSchema, receiptSchema } from '../schemas/publish.ts';
import { rangesSchema, replayId, replayPlanSchema, replayStateSchema } from '../schemas/replay.ts';
import {
  ackAfterMsSchema,
  ackPolicySchema,
  sessionId,
  sessionPlanSchema,
  sessionStateSchema,
} from '../schemas/session.ts';

/** How many of the chosen rows were answered on the wire, and why the others were not. */
const answeredSchema = z.object({
  sent: z.number().int(),
  skipped: z.number().int(),
  reason: z.string().optional(),
});
const rows = z.object({ sessionId, ranges: rangesSchema });

export const sessionProcedures = {
  'sessions.list': procedure(z.void(), z.array(sessionStateSchema)),
  'sessions.open': procedure(
    z.object({
      connectionId: profileId,
      fullName: z.string().min(1).max(2_000),
      plan: sessionPlanSchema,
      /** The stream's name as typed; needed to consume on a guarded profile. */
      typedName: z.string().optional(),
    }),
    sessionStateSchema,
  ),
  /** Closes the socket. History stays; with `deleteSubscription` the durable subscription goes too. */
  'sessions.close': procedure(z.object({ sessionId, deleteSubscription: z.boolean() }), z.void()),
  /** Tries again at once after a failure that is not retried by itself. */
  'sessions.retry': procedure(z.object({ sessionId }), z.void()),
  /** Closes every socket now. */
  'sessions.detachAll': procedure(z.void(), z.object({ closed: z.number().int() })),
  'sessions.ack': procedure(rows, answeredSchema),
  'sessions.negativeAck': procedure(rows, answeredSchema),
  /** From now on; what was stored before keeps waiting for an answer by hand. */
  'sessions.setAckPolicy': procedure(
    z.object({ sessionId, ackPolicy: ackPolicySchema, ackAfterMs: ackAfterMsSchema.optional() }),
    sessionStateSchema,
  ),
  'publish.send': procedure(
    z.object({ target: publishTargetSchema, message: outgoingMessageSchema }),
    receiptSchema,
  ),
  'replay.start': procedure(replayPlanSchema, replayStateSchema),
  'replay.pause': procedure(z.object({ replayId }), z.void()),
  'replay.resume': procedure(z.object({ replayId }), z.void()),
  'replay.cancel': procedure(z.object({ replayId }), z.void()),
  'replay.list': procedure(z.void(), z.array(replayStateSchema)),
};

export type Answered = z.infer<typeof answeredSchema>;
