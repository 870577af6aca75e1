import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { appInfoSchema, logEntrySchema, noticeSchema } from '../schemas/app.ts';
import { movedTabSchema } from '../schemas/moved-tab.ts';
import { settingsChangeSchema, settingsSchema } from '../schemas/settings.ts';

const windowKey = z.string().min(1).max(100);
const windowLayout = z.record(z.string(), z.unknown());

export const appProcedures = {
  'app.info': procedure(z.void(), appInfoSchema),
  'app.notices': procedure(z.void(), z.array(noticeSchema)),
  'app.dismissNotice': procedure(z.object({ id: z.string() }), z.void()),
  'app.log': procedure(z.void(), z.array(logEntrySchema)),
  /** What only the system can do with windows: open another one, or act on the one in front. */
  'app.window': procedure(z.object({ action: z.enum(['new', 'close', 'fullScreen']) }), z.void()),
  /** Opens a window that takes this tab; answers once it is open. */
  'app.moveTab': procedure(movedTabSchema, z.void()),
  /** The tab a window was opened for, once: its session belongs to that window from then on. */
  'app.takeTab': procedure(z.object({ token: z.string().min(1).max(100) }), movedTabSchema.nullable()),
  /** What a further window has for itself: layout and open tabs, opaque to main. Empty for a new one. */
  'app.windowLayout': procedure(z.object({ key: windowKey }), windowLayout),
  'app.keepWindowLayout': procedure(z.object({ key: windowKey, layout: windowLayout }), z.void()),
  'settings.read': procedure(z.void(), settingsSchema),
  'settings.change': procedure(settingsChangeSchema, settingsSchema),
};
