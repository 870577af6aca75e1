/** Messages over time: the rows of a view counted by when they were received. */
import { z } from 'zod';
import { rowViewSchema } from './history.ts';

/** More stretches than any screen is wide enough for. */
export const mostBuckets = 500;

export const histogramRequestSchema = z.object({
  view: rowViewSchema,
  buckets: z.number().int().positive().max(mostBuckets),
});
export type HistogramRequest = z.infer<typeof histogramRequestSchema>;

export const histogramSchema = z.object({
  /** Where the first stretch begins, epoch milliseconds, and how long each is. */
  from: z.number(),
  stepMs: z.number().positive(),
  /** The position of each stretch's first row, and at the end the number of rows: one more than there are stretches. */
  starts: z.array(z.number().int().nonnegative()).min(1),
  /**
   * Rows of each stretch that were delivered again or negative-acked; null when there are too many of them in the
   * stream to be counted at every look.
   */
  troubled: z.array(z.number().int().nonnegative()).nullable(),
});
export type Histogram = z.infer<typeof histogramSchema>;
