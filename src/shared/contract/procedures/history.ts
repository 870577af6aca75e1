import { z } from 'zod';
import { procedure } from '../procedure.ts';
import {
  deliveryEventSchema,
  messageDetailSchema,
  publishedSchema,
  refusedFrameSchema,
  rowIdSchema,
  rowPageRequestSchema,
  rowPageSchema,
  streamHistorySchema,
  streamIdSchema,
} from '../schemas/history.ts';

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
  /** Forgets the stored messages of one stream for good; the service is not touched. */
  'history.clear': procedure(z.object({ streamId: streamIdSchema, typedName: z.string() }), z.void()),
};
