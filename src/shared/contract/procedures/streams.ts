import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { profileId } from '../schemas/profile.ts';
import { streamEntrySchema, streamListSchema, streamStatsSchema } from '../schemas/stream.ts';

const fullName = z.string().min(1).max(2_000);
const ofStream = { connectionId: profileId, fullName };
/** What the user typed to confirm: must equal the stream's name, or nothing is done. */
const typedName = z.string().max(2_000);

export const streamProcedures = {
  /** The service's list, or the last known one with its age when there is no connection. */
  'streams.list': procedure(z.object({ connectionId: profileId, fabric: z.string() }), streamListSchema),
  'streams.create': procedure(
    z.object({
      connectionId: profileId,
      fabric: z.string(),
      name: z.string().trim().min(1).max(230),
      scope: z.enum(['local', 'global']),
    }),
    streamEntrySchema,
  ),
  'streams.delete': procedure(z.object({ ...ofStream, typedName, force: z.boolean() }), z.void()),
  /** Asked for visible rows only; a stream whose stats cannot be had is left out. */
  'streams.stats': procedure(
    z.object({ connectionId: profileId, fullNames: z.array(fullName).max(100) }),
    z.array(z.object({ fullName, stats: streamStatsSchema })),
  ),
  'subscriptions.delete': procedure(
    z.object({ ...ofStream, subscription: z.string().min(1), typedName }),
    z.void(),
  ),
};
