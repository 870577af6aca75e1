/** A filtered view: the rows of one stream that match, filled progressively, read like any other view. */
import { z } from 'zod';
import { streamIdSchema } from './history.ts';

export const openListRequestSchema = z.object({
  streamId: streamIdSchema,
  /** In the filter language, e.g. `key == "42" && value.order.total > 100`. */
  filter: z.string().min(1).max(10_000),
});
export type OpenListRequest = z.infer<typeof openListRequestSchema>;

export const listProgressSchema = z.object({
  listId: z.number().int().positive(),
  /** Rows that match so far. */
  matches: z.number().int(),
  /** Rows looked at, and how many of them could not be judged (a field missing or of another type). */
  scanned: z.number().int(),
  failed: z.number().int(),
  /** Rows stored but not looked at yet; 0 when the list has caught up. It goes on when new rows come. */
  left: z.number().int(),
});
export type ListProgress = z.infer<typeof listProgressSchema>;
