import { z } from 'zod';
import { sessionId, sessionPlanSchema } from './session.ts';

/** A tab on its way from one window to another. Its session goes on meanwhile. */
export const movedTabSchema = z.object({
  connectionId: z.string().min(1).max(200),
  fullName: z.string().min(1).max(2_000),
  name: z.string().max(2_000),
  plan: sessionPlanSchema.optional(),
  /** While it is attached. */
  sessionId: sessionId.optional(),
  /** The subscription was made for this tab alone and goes with it. */
  deletesSubscription: z.boolean(),
  /** The filter its table shows; empty for none. */
  filter: z.string().max(100_000),
});

export type MovedTab = z.infer<typeof movedTabSchema>;
