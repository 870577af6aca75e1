import { z } from 'zod';
import { errorReportSchema } from './error.ts';
import { profileId } from './profile.ts';

/** A data centre of a GDN tenant: where its streams live, and global ones are replicated to. */
export const regionSchema = z.object({
  name: z.string(),
  /** City and country, as far as the service tells them. */
  place: z.string(),
  /** The one that answers at the connection's address. */
  isLocal: z.boolean(),
  /** The fabrics that are spread to it. */
  fabrics: z.array(z.string()),
});

/** A live connection to one profile's service. Its id is the profile's id: one connection a profile. */
export const connectionStateSchema = z.object({
  connectionId: profileId,
  phase: z.enum(['offline', 'connecting', 'online', 'failed']),
  /** Known once signed in; the last known value while offline. */
  tenant: z.string().optional(),
  /** The fabric (GDN) or tenant/namespace (Pulsar) that is open in the tree. */
  fabric: z.string(),
  fabrics: z.array(z.string()),
  /** Known a moment after a GDN connection is online; other services have none. */
  regions: z.array(regionSchema).optional(),
  error: errorReportSchema.optional(),
});

/** The steps of the connection test, in the order they are tried. */
export const testStages = [
  'address',
  'name',
  'tcp',
  'tls',
  'http',
  'auth',
  'list',
  'oneTimePassword',
  'socket',
] as const;

export const testStageResultSchema = z.object({
  stage: z.enum(testStages),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Milliseconds this step took. */
  ms: z.number().nonnegative(),
  /** What was found, e.g. the address a name resolved to. */
  note: z.string().optional(),
  error: errorReportSchema.optional(),
});

export type ConnectionState = z.infer<typeof connectionStateSchema>;
export type Region = z.infer<typeof regionSchema>;
export type TestStage = (typeof testStages)[number];
export type TestStageResult = z.infer<typeof testStageResultSchema>;
