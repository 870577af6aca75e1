import { z } from 'zod';
import { profileId } from './profile.ts';

/** A stream that was starred or opened, by the names of the contract. */
export const keptPlaceSchema = z.object({
  connectionId: profileId,
  fullName: z.string().min(1).max(2_000),
  name: z.string().max(2_000),
});
export type KeptPlace = z.infer<typeof keptPlaceSchema>;

/** Steps of zoom as the menus offer them; 1 is the size of the design. */
export const zoomSteps = [0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** Settings of this installation, each alone: a change names only some of them. */
const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'cosy', 'comfortable']),
  /** Movement in the window: as the system asks, always the least, or always full. */
  motion: z.enum(['system', 'reduced', 'full']),
  /** Factor of every window's size of things. */
  zoom: z.number().min(0.5).max(3),
  /** Shortcuts that differ from their command's own, by the command's id; none at all is an empty list. */
  shortcuts: z.record(z.string().max(100), z.array(z.string().min(1).max(60)).max(4)),
  /** Starred streams, in the order they were starred. */
  favourites: z.array(keptPlaceSchema).max(500),
  /** Streams opened last, newest first. */
  recents: z.array(keptPlaceSchema).max(20),
  timeZone: z.enum(['local', 'utc']),
  /** Layout and open tabs: opaque to main, written and read by the window only. */
  workspace: z.record(z.string(), z.unknown()),
  /** Steps of the first-run checklist that were done. */
  checklist: z.array(z.string()),
  isChecklistDismissed: z.boolean(),
};

/** Every field has a default, so a file of an older version always opens. */
export const settingsSchema = z.object({
  theme: fields.theme.default('system'),
  density: fields.density.default('cosy'),
  motion: fields.motion.default('system'),
  zoom: fields.zoom.default(1),
  shortcuts: fields.shortcuts.default({}),
  favourites: fields.favourites.default([]),
  recents: fields.recents.default([]),
  timeZone: fields.timeZone.default('local'),
  workspace: fields.workspace.default({}),
  checklist: fields.checklist.default([]),
  isChecklistDismissed: fields.isChecklistDismissed.default(false),
});

/** No defaults here: what a change leaves out stays as it is. */
export const settingsChangeSchema = z.object(fields).partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
export const defaultSettings = (): Settings => settingsSchema.parse({});
