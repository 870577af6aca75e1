import { z } from 'zod';
import { connectionStateSchema, testStageResultSchema } from './schemas/connection.ts';
import { logEntrySchema, noticeSchema } from './schemas/app.ts';
import { decoderLibrarySchema } from './schemas/decoding.ts';
import { profileWithSecretPlaceSchema } from './schemas/profile.ts';
import { replayStateSchema } from './schemas/replay.ts';
import { sessionStateSchema } from './schemas/session.ts';
import { settingsSchema } from './schemas/settings.ts';
import { openCaptureSchema } from './schemas/capture.ts';
import { transferStateSchema } from './schemas/transfer.ts';

/** News from main to every window. Sessions and histories are sent at most 20 times a second. */
export const pushes = {
  'profiles.changed': z.array(profileWithSecretPlaceSchema),
  'connections.changed': z.array(connectionStateSchema),
  'connections.testStage': z.object({ testId: z.string(), result: testStageResultSchema }),
  'sessions.changed': z.array(sessionStateSchema),
  /**
   * Streams whose stored rows grew, became fewer at the old end, or changed. `version` grows only when rows that were
   * there may read differently: windows then ask again for those they show.
   */
  'history.changed': z.array(
    z.object({
      streamId: z.number().int(),
      count: z.number().int(),
      /** Payload bytes of these rows. */
      bytes: z.number(),
      /** `seq` of the oldest row. */
      firstSeq: z.number().int(),
      version: z.number().int(),
    }),
  ),
  /** Streams whose marks or comments changed: windows read the list again. */
  'marks.changed': z.array(z.number().int()),
  'replay.changed': replayStateSchema,
  'transfer.changed': transferStateSchema,
  'captures.changed': z.array(openCaptureSchema),
  'app.notice': noticeSchema,
  'app.logged': z.array(logEntrySchema),
  'settings.changed': settingsSchema,
  'decoders.changed': decoderLibrarySchema,
  /** A menu item or shortcut of the operating system asks the window to run one of its commands. */
  'app.command': z.object({ command: z.string() }),
};

export type Pushes = { readonly [Name in keyof typeof pushes]: z.infer<(typeof pushes)[Name]> };
export type PushName = keyof typeof pushes;
