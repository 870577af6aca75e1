import { z } from 'zod';
import { errorReportSchema } from './error.ts';
import { publishTargetSchema } from './publish.ts';

export const replayId = z.string().min(1).max(64);

/** Stored messages chosen by position: closed ranges of `seq` within one stream, ascending and disjoint. */
export const rangesSchema = z
  .array(z.object({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() }))
  .min(1)
  .max(100_000);

export const replayTimingSchema = z.discriminatedUnion('kind', [
  /** The original gaps between publish times, divided by `factor` (2 is twice as fast). */
  z.object({ kind: z.literal('original'), factor: z.number().positive().max(1_000_000) }),
  z.object({ kind: z.literal('rate'), perSecond: z.number().positive().max(1_000_000) }),
  /** As fast as receipts allow. */
  z.object({ kind: z.literal('fastest') }),
]);

export const replayPlanSchema = z.object({
  streamId: z.number().int(),
  ranges: rangesSchema,
  target: publishTargetSchema,
  timing: replayTimingSchema,
  /** Adds the property `x-replay-of` with the original id. On unless switched off. */
  markReplayed: z.boolean(),
});

export const replayStateSchema = z.object({
  replayId,
  plan: replayPlanSchema,
  phase: z.enum(['running', 'paused', 'done', 'cancelled', 'failed', 'interrupted']),
  total: z.number().int(),
  confirmed: z.number().int(),
  refused: z.number().int(),
  /** Sent, but the socket was lost before a receipt: they are not sent again by themselves. */
  unknown: z.number().int(),
  startedAt: z.number(),
  finishedAt: z.number().optional(),
  error: errorReportSchema.optional(),
});

export type ReplayPlan = z.infer<typeof replayPlanSchema>;
export type ReplayTiming = z.infer<typeof replayTimingSchema>;
export type ReplayState = z.infer<typeof replayStateSchema>;
export type SequenceRange = z.infer<typeof rangesSchema>[number];
