import { z } from 'zod';

/** Stands for the streams that have no columns of their own. */
export const everyPlace = '*';

/**
 * How the columns of time tell it: the clock, the distance from the row before, how long ago, or the distance from a
 * message chosen as reference.
 */
export const timeDisplays = ['clock', 'delta', 'ago', 'reference'] as const;
export type TimeDisplay = (typeof timeDisplays)[number];

/** More columns than a table can be read with. */
const mostColumns = 100;

const savedColumnSchema = z.object({
  id: z.string().min(1).max(8_000),
  /** px */
  width: z.number().min(20).max(4_000),
  isHidden: z.boolean(),
});
export type SavedColumn = z.infer<typeof savedColumnSchema>;
export const savedColumnsSchema = z.array(savedColumnSchema).max(mostColumns);

/** Epoch milliseconds of one message; null where it carries no such time. */
export const timeReferenceSchema = z.object({
  seq: z.number().int().positive(),
  published: z.number().nullable(),
  event: z.number().nullable(),
  received: z.number(),
});
export type TimeReference = z.infer<typeof timeReferenceSchema>;
