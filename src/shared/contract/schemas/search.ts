/** Search over the stored history of all streams, as it crosses IPC. */
import { z } from 'zod';
import { messageSummarySchema, streamIdSchema } from './history.ts';

/** Hits in one answer at most. */
export const maxHitsPerPage = 500;

export const searchRequestSchema = z.object({
  /** Words as in `search-query.ts`, or a text to be found letter by letter. */
  text: z.string().min(1).max(1000),
  mode: z.enum(['words', 'substring']),
  order: z.enum(['newest', 'best']),
  /** All streams when absent. */
  streamId: streamIdSchema.optional(),
  limit: z.number().int().positive().max(maxHitsPerPage),
  /** From the answer before, to go on where it ended. */
  cursor: z.string().max(200_000).optional(),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

/** What was looked at. `indexed + scanned` is all there is, unless the answer says that it is not complete. */
export const searchCoverageSchema = z.object({
  stored: z.number().int(),
  indexed: z.number().int(),
  /** Rows newer than the index, or of a substring search, read one by one. */
  scanned: z.number().int(),
  oldestAt: z.number().nullable(),
  newestAt: z.number().nullable(),
});
export type SearchCoverage = z.infer<typeof searchCoverageSchema>;

/** A message that was found; where its preview does not show why, with the part of the payload that does. */
export const searchHitSchema = messageSummarySchema.extend({
  excerpt: z
    .object({ text: z.string(), /** The payload goes on behind it. */ isCut: z.boolean() })
    .optional(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchAnswerSchema = z.object({
  hits: z.array(searchHitSchema),
  /** Null when there is nothing more. */
  cursor: z.string().nullable(),
  coverage: searchCoverageSchema,
  tookMs: z.number(),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
