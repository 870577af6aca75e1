import { z } from 'zod';

/** Settings of this installation. Every field has a default, so an older file always opens. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['compact', 'cosy', 'comfortable']).default('cosy'),
  timeZone: z.enum(['local', 'utc']).default('local'),
  /** Layout and open tabs: opaque to main, written and read by the window only. */
  workspace: z.record(z.string(), z.unknown()).default({}),
  checklist: z.array(z.string()).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings = (): Settings => settingsSchema.parse({});
