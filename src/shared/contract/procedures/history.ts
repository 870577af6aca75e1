import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { listProgressSchema, openListRequestSchema } from '../schemas/filter-list.ts';
import { histogramRequestSchema, histogramSchema } from '../schemas/histogram.ts';
import {
  deliveryEventSchema,
  messageDetailSchema,
  messagePlaceSchema,
  publishedSchema,
  refusedFrameSchema,
  retentionSchema,
  rowIdSchema,
  rowPageRequestSchema,
  rowPageSchema,
  streamHistorySchema,
  streamIdSchema,
} from '../schemas/history.ts';
import { searchAnswerSchema, searchRequestSchema } from '../schemas/search.ts';

/** Questions to the stored history. They are answered with no connection at all. */
export const historyProcedures = {
  'history.streams': procedure(z.void(), z.array(streamHistorySchema)),
  'history.rows': procedure(rowPageRequestSchema, rowPageSchema),
  'history.message': procedure(z.object({ rowId: rowIdSchema }), messageDetailSchema),
  'history.deliveries': procedure(z.object({ rowId: rowIdSchema }), z.array(deliveryEventSchema)),
  'history.positionAtTime': procedure(
    z.object({ streamId: streamIdSchema, at: z.number() }),
    z.object({ position: z.number().int().nonnegative() }),
  ),
  /** The `seq` of the message meant: at or after a time, or of an id. Null when none is stored. */
  'history.locate': procedure(
    z.object({ streamId: streamIdSchema, place: messagePlaceSchema }),
    z.object({ seq: z.number().int().positive().nullable() }),
  ),
  /** How many rows of a view were received when: fast however many there are. */
  'history.histogram': procedure(histogramRequestSchema, histogramSchema),
  'history.refused': procedure(
    z.object({ streamId: streamIdSchema, limit: z.number().int().positive().max(1_000) }),
    z.array(refusedFrameSchema),
  ),
  'history.published': procedure(
    z.object({
      streamId: streamIdSchema.optional(),
      beforeId: z.number().int().optional(),
      limit: z.number().int().positive().max(1_000),
    }),
    z.array(publishedSchema),
  ),
  /** One page of hits over all streams, and what was looked at. Not asking on is how it is cancelled. */
  'history.search': procedure(searchRequestSchema, searchAnswerSchema),
  /** Opens a filtered view of one stream; its rows are read with the view `{ kind: 'list', listId }`. */
  'history.openFilter': procedure(openListRequestSchema, listProgressSchema),
  /** Looks at more rows for a bounded time; asked on while `left` is not 0, and when the stream has grown. */
  'history.fillFilter': procedure(
    z.object({ listId: z.number().int().positive(), forMs: z.number().min(1).max(200) }),
    listProgressSchema,
  ),
  'history.closeFilter': procedure(z.object({ listId: z.number().int().positive() }), z.void()),
  /** Whether a stream is stored at all, and how much of it is kept. */
  'history.setPolicy': procedure(
    z.object({ streamId: streamIdSchema, isStored: z.boolean(), retention: retentionSchema }),
    streamHistorySchema,
  ),
  /** Forgets the stored messages of one stream for good; the service is not touched. */
  'history.clear': procedure(z.object({ streamId: streamIdSchema, typedName: z.string() }), z.void()),
};
