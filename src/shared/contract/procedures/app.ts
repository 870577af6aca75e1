import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { appInfoSchema, logEntrySchema, noticeSchema } from '../schemas/app.ts';
import { settingsChangeSchema, settingsSchema } from '../schemas/settings.ts';

export const appProcedures = {
  'app.info': procedure(z.void(), appInfoSchema),
  'app.notices': procedure(z.void(), z.array(noticeSchema)),
  'app.dismissNotice': procedure(z.object({ id: z.string() }), z.void()),
  'app.log': procedure(z.void(), z.array(logEntrySchema)),
  'settings.read': procedure(z.void(), settingsSchema),
  'settings.change': procedure(settingsChangeSchema, settingsSchema),
};
