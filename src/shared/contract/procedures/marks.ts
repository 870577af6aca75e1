import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { streamIdSchema } from '../schemas/history.ts';
import {
  markSchema,
  nearMarkRequestSchema,
  nearMarkSchema,
  removeMarksSchema,
  seqListSchema,
  setMarksSchema,
  shownMarksRequestSchema,
} from '../schemas/mark.ts';

/** Marks and comments on stored messages. Windows hear of every change by `marks.changed`. */
export const markProcedures = {
  /** Messages that are not stored any more are left out; `set` says how many marks there are now of those asked for. */
  'marks.set': procedure(setMarksSchema, z.object({ set: z.number().int() })),
  'marks.remove': procedure(removeMarksSchema, z.object({ removed: z.number().int() })),
  /** All marks of a stream, oldest message first. */
  'marks.list': procedure(z.object({ streamId: streamIdSchema }), z.array(markSchema)),
  /** The marked messages among the rows of a view, oldest first. */
  'marks.shown': procedure(shownMarksRequestSchema, seqListSchema),
  /** Null when there is none in that direction. */
  'marks.near': procedure(nearMarkRequestSchema, nearMarkSchema.nullable()),
};
