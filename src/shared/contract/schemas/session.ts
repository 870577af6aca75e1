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
export const leastAckAfterMs = 100;
export const mostAckAfterMs = 3_600_000;
export const ackAfterMsSchema = z.number().int().min(leastAckAfterMs).max(mostAckAfterMs);
export const defaultAckAfterMs = 5_000;

export const observeSchema = z.object({ mode: z.literal('observe'), start: readerStartSchema });

const consumeFields = z.object({
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
  /** Milliseconds after which an unanswered message comes again; left out for never, at least 1000 (protocol D3). */
  ackTimeoutMs: z.number().int().min(1_000).max(86_400_000).optional(),
  /** Where messages go that come again too often; Shared and Key_Shared only (protocol D3). */
  deadLetter: z
    .object({
      maxRedeliveries: z.number().int().min(1).max(1_000_000),
      /** Full name; left out for `{stream}-{subscription}-DLQ`. */
      fullName: z.string().min(1).max(2_000).optional(),
    })
    .optional(),
  /** Asks for each message: `receiverQueueSize` are asked for ahead, whatever is acknowledged (protocol D7). */
  pullMode: z.boolean().optional(),
  /** What stats call this consumer; left out for a name of the service's choice. */
  consumerName: z.string().trim().min(1).max(200).optional(),
  /** 0 is served first; left out for 0 (Shared and Failover). */
  priorityLevel: z.number().int().min(0).max(1_000).optional(),
});

export const consumeSchema = consumeFields.superRefine((plan, context) => {
  for (const { path, message } of planProblems(plan)) context.addIssue({ code: 'custom', path, message });
});

/** What is right by itself, but not together. */
function planProblems(plan: z.infer<typeof consumeFields>): { path: string[]; message: string }[] {
  const problems: { path: string[]; message: string }[] = [];
  if (plan.deadLetter !== undefined && plan.type !== 'Shared' && plan.type !== 'Key_Shared')
    problems.push({
      path: ['deadLetter'],
      message:
        'A dead-letter stream works with Shared and Key-shared subscriptions only: the others do not count redeliveries.',
    });
  // A dead-letter policy without a time-out of its own brings one of 30 s (protocol D3).
  const timeoutMs = plan.ackTimeoutMs ?? (plan.deadLetter === undefined ? Infinity : deadLetterAckTimeoutMs);
  if (plan.ackPolicy === 'after' && (plan.ackAfterMs ?? defaultAckAfterMs) >= timeoutMs)
    problems.push({
      path: ['ackTimeoutMs'],
      message:
        'Messages would come again before they are acknowledged: the time-out must be longer than the wait before the acknowledgement.',
    });
  return problems;
}

/** What a dead-letter policy sets as the acknowledgement time-out when there is none (protocol D3). */
export const deadLetterAckTimeoutMs = 30_000;

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
  /** Pull mode only: messages that are asked for and have not come. */
  permits: z.number().int().optional(),
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
