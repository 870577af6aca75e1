import { z } from 'zod';
import { errorReportSchema } from './error.ts';
import { profileId } from './profile.ts';

/** A session is one stream being observed (a reader) or consumed (a durable subscription). */
export const sessionId = z.string().min(1).max(64);

/** Where a reader starts. `continue` resumes after the newest message in history. */
export const readerStartSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('latest') }),
  z.object({ at: z.literal('earliest') }),
  z.object({ at: z.literal('continue') }),
  /** Exclusive: the first message delivered is the one after this id (protocol D3). */
  z.object({ at: z.literal('message'), messageId: z.string().min(4).max(400) }),
]);

export const subscriptionTypeSchema = z.enum(['Exclusive', 'Failover', 'Shared', 'Key_Shared']);

/**
 * `stored` acknowledges each message once it is committed to history, `after` a while after that, so that there is time
 * to negative-acknowledge it; `manual` waits for the user.
 */
export const ackPolicySchema = z.enum(['manual', 'stored', 'after']);
/** Milliseconds from a message's being stored to its acknowledgement, with the policy `after`. */
export const ackAfterMsSchema = z.number().int().min(100).max(3_600_000);
export const defaultAckAfterMs = 5_000;

export const observeSchema = z.object({ mode: z.literal('observe'), start: readerStartSchema });

export const consumeSchema = z.object({
  mode: z.literal('consume'),
  subscription: z.string().trim().min(1, 'A subscription needs a name').max(200),
  type: subscriptionTypeSchema,
  ackPolicy: ackPolicySchema,
  ackAfterMs: ackAfterMsSchema.optional(),
  /** Only matters when the subscription does not exist yet (protocol D3). */
  initialPosition: z.enum(['Latest', 'Earliest']),
  /** Un-acked messages allowed in flight, 1 to 1000 (protocol D7). */
  receiverQueueSize: z.number().int().min(1).max(1000),
  /** Milliseconds until a negative-acked message comes again; at least 100 is effective (protocol D3). */
  negativeAckRedeliveryDelayMs: z.number().int().min(100).max(86_400_000),
});

export const sessionPlanSchema = z.discriminatedUnion('mode', [observeSchema, consumeSchema]);

export const socketPhaseSchema = z.enum([
  'idle',
  'preparing',
  'connecting',
  'open',
  'waiting',
  'failed',
  'stopped',
]);

export const socketStatusSchema = z.object({
  phase: socketPhaseSchema,
  /** Attempts since the last stable connection; 0 when it is stable. */
  attempt: z.number().int(),
  /** Epoch ms of the next attempt while waiting. */
  retryAt: z.number().optional(),
  /** Why it is not open, or why it was lost last. */
  error: errorReportSchema.optional(),
});

/** The honest accounting: received = stored + redelivered + refused, at every moment a batch is committed. */
export const accountingSchema = z.object({
  received: z.number().int(),
  stored: z.number().int(),
  /** Messages that were stored already: they came again, or another session had them first. */
  redelivered: z.number().int(),
  refused: z.number().int(),
  /** Received but not yet committed. */
  pending: z.number().int(),
});

export const flowSchema = z.object({
  /** Frames delivered and not yet answered on this socket. */
  inFlight: z.number().int(),
  window: z.number().int(),
  /** Set when the server has stopped sending because nothing was acknowledged (protocol D7). */
  stalledSince: z.number().optional(),
});

export const sessionStateSchema = z.object({
  sessionId,
  connectionId: profileId,
  fullName: z.string(),
  /** The stream's row in history. */
  streamId: z.number().int(),
  plan: sessionPlanSchema,
  socket: socketStatusSchema,
  accounting: accountingSchema,
  flow: flowSchema,
  /** Messages a second over the last seconds. */
  rate: z.number(),
  /** True once a terminated stream has been drained (protocol D6). */
  endOfTopic: z.boolean(),
  /**
   * Epoch ms. An observer lost its socket in this time before its first message, and the service could not tell where
   * the stream had ended: what was published then is not shown. It is still in the stream, for a reader from earliest.
   */
  gap: z.object({ from: z.number(), until: z.number() }).optional(),
  /** Set while messages cannot be written: nothing is lost, the socket is paused. */
  ingestProblem: errorReportSchema.optional(),
  openedAt: z.number(),
});

export type SessionPlan = z.infer<typeof sessionPlanSchema>;
export type ObservePlan = z.infer<typeof observeSchema>;
export type ConsumePlan = z.infer<typeof consumeSchema>;
export type ReaderStart = z.infer<typeof readerStartSchema>;
export type SubscriptionType = z.infer<typeof subscriptionTypeSchema>;
export type AckPolicy = z.infer<typeof ackPolicySchema>;
export type SocketStatus = z.infer<typeof socketStatusSchema>;
export type SocketPhase = z.infer<typeof socketPhaseSchema>;
export type Accounting = z.infer<typeof accountingSchema>;
export type Flow = z.infer<typeof flowSchema>;
export type SessionState = z.infer<typeof sessionStateSchema>;
