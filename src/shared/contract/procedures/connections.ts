import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { connectionStateSchema, testStageResultSchema } from '../schemas/connection.ts';
import { profileId, profileSchema, profileWithSecretPlaceSchema } from '../schemas/profile.ts';

const secret = z.string().max(100_000);
/** PEM text of the private key of the profile's client certificate: kept like the secret, in an account of its own. */
const clientKey = z.string().max(100_000);

export const connectionProcedures = {
  'profiles.list': procedure(z.void(), z.array(profileWithSecretPlaceSchema)),
  /**
   * Saves a profile. The secret goes to the keychain, or with `keep: 'session'` stays in memory until the app ends.
   * Leaving the secret or the key out keeps the one already there; without a client certificate its key is forgotten.
   */
  'profiles.save': procedure(
    z.object({
      profile: profileSchema,
      secret: secret.optional(),
      clientKey: clientKey.optional(),
      keep: z.enum(['keychain', 'session']),
    }),
    profileWithSecretPlaceSchema,
  ),
  /** Removes the profile and its secret. Stored messages stay in history. */
  'profiles.remove': procedure(z.object({ profileId }), z.void()),
  /** Gives a secret for this session only, e.g. after a keychain was found locked. */
  'profiles.giveSecret': procedure(
    z.object({ profileId, secret, keep: z.enum(['keychain', 'session']) }),
    profileWithSecretPlaceSchema,
  ),
  /** Runs the staged test; each stage is also pushed as `connections.testStage` as it ends. */
  'connections.test': procedure(
    z.object({
      testId: z.string().max(64),
      profile: profileSchema,
      secret: secret.optional(),
      clientKey: clientKey.optional(),
    }),
    z.array(testStageResultSchema),
  ),
  'connections.list': procedure(z.void(), z.array(connectionStateSchema)),
  'connections.open': procedure(z.object({ connectionId: profileId }), connectionStateSchema),
  'connections.close': procedure(z.object({ connectionId: profileId }), z.void()),
  'connections.selectFabric': procedure(
    z.object({ connectionId: profileId, fabric: z.string().min(1).max(400) }),
    connectionStateSchema,
  ),
  /** Starts the embedded server if need be, and connects to it. */
  'sandbox.start': procedure(z.void(), connectionStateSchema),
  /** Messages a second of the telemetry stream; 0 pauses it. */
  'sandbox.setRate': procedure(z.object({ perSecond: z.number().min(0).max(100_000) }), z.void()),
};
