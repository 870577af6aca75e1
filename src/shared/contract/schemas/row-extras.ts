/** What a page of rows may carry beyond its summaries: single fields as cells, and which colour rule a row meets. */
import { z } from 'zod';

/** Fields asked for at once: more than a table has room for. */
export const mostRowFields = 32;
export const mostRowRules = 32;
/** Characters of a cell; more than a column is wide. */
export const longestCell = 256;
/** Payloads beyond this are not looked into for a cell or a rule, so that a page of them costs no more than a frame or two. */
export const largestLookedInto = 131_072;

/** A property by its name, or the JSON value at a path: names of members and places in lists. */
export const rowFieldSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('property'), name: z.string().min(1).max(1_000) }),
  z.object({
    source: z.literal('value'),
    path: z
      .array(z.union([z.string().max(1_000), z.number().int().nonnegative()]))
      .min(1)
      .max(32),
  }),
]);
export type RowField = z.infer<typeof rowFieldSchema>;

/** `missing`: the message has no such field. `tooLarge`: its payload was not looked into. Both have no text. */
export const rowCellKinds = [
  'missing',
  'tooLarge',
  'string',
  'number',
  'boolean',
  'null',
  'object',
  'array',
] as const;

export const rowCellSchema = z.object({
  kind: z.enum(rowCellKinds),
  /** One line, every digit of a number as it was written. */
  text: z.string(),
  isCut: z.boolean(),
});
export type RowCell = z.infer<typeof rowCellSchema>;

/** Filter expressions in the order they are tried. One that is no filter is met by nothing. */
export const rowRulesSchema = z.array(z.string().min(1).max(10_000)).max(mostRowRules);

export const rowExtrasSchema = z.object({
  /** One for each field asked for. */
  cells: z.array(rowCellSchema),
  /** Place of the first rule the row meets; null when it meets none. */
  rule: z.number().int().nonnegative().nullable(),
});
export type RowExtras = z.infer<typeof rowExtrasSchema>;

/** What a request wants beyond summaries. */
export interface RowWants {
  readonly fields?: readonly RowField[] | undefined;
  readonly rules?: readonly string[] | undefined;
}
