import { z } from 'zod';
import { errorReportSchema } from './error.ts';

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux']),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  userDataFolder: z.string(),
  keychain: z.object({
    available: z.boolean(),
    /** What the operating system calls it, for people. */
    name: z.string(),
    error: errorReportSchema.optional(),
  }),
});

/** Something that happened while nobody was looking, e.g. a damaged history that was set aside. */
export const noticeSchema = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  code: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  at: z.number(),
});

/** One line of the log drawer: a frame, call or change of state, secrets masked. */
export const logEntrySchema = z.object({
  at: z.number(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  scope: z.string(),
  message: z.string(),
});

export type AppInfo = z.infer<typeof appInfoSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type LogEntry = z.infer<typeof logEntrySchema>;
