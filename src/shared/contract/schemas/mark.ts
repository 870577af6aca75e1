/** Marks on stored messages as they cross IPC. */
import { z } from 'zod';
import { markColours, maxCommentLength, maxMarksAtOnce } from '../../domain/mark.ts';
import { rowViewSchema, streamIdSchema } from './history.ts';

const seqSchema = z.number().int().positive();

/**
 * A mark carries enough of its message to say which one it was: when retention takes a message, a comment on it stays
 * as a note, and a mark without words goes.
 */
export const markSchema = z.object({
  seq: seqSchema,
  colour: z.enum(markColours),
  /** Empty when there is none. */
  comment: z.string(),
  createdAt: z.number(),
  changedAt: z.number(),
  /** False: the message is gone, only the comment on it is left. */
  isStored: z.boolean(),
  messageId: z.string(),
  key: z.string().nullable(),
  publishTime: z.number().nullable(),
  receivedAt: z.number(),
});
export type Mark = z.infer<typeof markSchema>;

/** How a message is to be marked: replaces the mark it has. */
export const markWishSchema = z.object({
  seq: seqSchema,
  colour: z.enum(markColours),
  comment: z.string().max(maxCommentLength),
});
export type MarkWish = z.infer<typeof markWishSchema>;

export const setMarksSchema = z.object({
  streamId: streamIdSchema,
  marks: z.array(markWishSchema).min(1).max(maxMarksAtOnce),
});
export type SetMarks = z.infer<typeof setMarksSchema>;

export const removeMarksSchema = z.object({
  streamId: streamIdSchema,
  seqs: z.array(seqSchema).min(1).max(maxMarksAtOnce),
});
export type RemoveMarks = z.infer<typeof removeMarksSchema>;

/** Looks from a message on (`seq` itself left out) for the nearest one that is marked and stands in the view. */
export const nearMarkRequestSchema = z.object({
  view: rowViewSchema,
  seq: z.number().int().nonnegative(),
  direction: z.enum(['next', 'previous']),
});
export type NearMarkRequest = z.infer<typeof nearMarkRequestSchema>;

/** Asks which of the marked messages a view shows. */
export const shownMarksRequestSchema = z.object({ view: rowViewSchema });
export type ShownMarksRequest = z.infer<typeof shownMarksRequestSchema>;
/** Of a message, its place in its stream. */
export const seqListSchema = z.array(seqSchema);

export const nearMarkSchema = z.object({ seq: seqSchema, position: z.number().int().nonnegative() });
export type NearMark = z.infer<typeof nearMarkSchema>;
