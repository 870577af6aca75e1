import { z } from 'zod';

/** Settings of this installation, each alone: a change names only some of them. */
const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'cosy', 'comfortable']),
  timeZone: z.enum(['local', 'utc']),
  /** Layout and open tabs: opaque to main, written and read by the window only. */
  workspace: z.record(z.string(), z.unknown()),
  /** Steps of the first-run checklist that were done. */
  checklist: z.array(z.string()),
};

/** Every field has a default, so a file of an older version always opens. */
export const settingsSchema = z.object({
  theme: fields.theme.default('system'),
  density: fields.density.default('cosy'),
  timeZone: fields.timeZone.default('local'),
  workspace: fields.workspace.default({}),
  checklist: fields.checklist.default([]),
});

/** No defaults here: what a change leaves out stays as it is. */
export const settingsChangeSchema = z.object(fields).partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
export const defaultSettings = (): Settings => settingsSchema.parse({});
