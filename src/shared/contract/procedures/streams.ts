import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { profileId } from '../schemas/profile.ts';
import { streamEntrySchema, streamListSchema, streamStatsSchema } from '../schemas/stream.ts';

const fullName = z.string().min(1).max(2_000);
const ofStream = { connectionId: profileId, fullName };
/** One side of a fabric (GDN), or a `tenant/namespace` (Pulsar, where the side means nothing). */
const ofSide = {
  connectionId: profileId,
  fabric: z.string().min(1).max(400),
  scope: z.enum(['local', 'global']),
};
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
  /** Ends a stream for good: nothing can be published any more. Pulsar only. */
  'streams.terminate': procedure(z.object({ ...ofStream, typedName }), z.void()),
  /** Seconds after which unacknowledged messages count as acknowledged, in a whole side of a fabric; 0 is never. */
  'streams.timeToLive': procedure(z.object(ofSide), z.object({ seconds: z.number().int().nonnegative() })),
  'streams.setTimeToLive': procedure(
    z.object({ ...ofSide, seconds: z.number().int().min(0).max(2_147_483_647), typedName }),
    z.void(),
  ),
  /**
   * Drops a subscription's backlog. GDN can do so only for every stream of one side of a fabric that has a subscription
   * of this name: there the fabric's name is typed, elsewhere the subscription's.
   */
  'subscriptions.clearBacklog': procedure(
    z.object({ ...ofStream, ...ofSide, subscription: z.string().min(1), typedName }),
    z.void(),
  ),
  'subscriptions.delete': procedure(
    z.object({ ...ofStream, subscription: z.string().min(1), typedName }),
    z.void(),
  ),
};
