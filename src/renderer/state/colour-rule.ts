import { z } from 'zod';
import { mostRowRules } from '../../shared/contract/schemas/row-extras.ts';

export const tints = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'] as const;
export type Tint = (typeof tints)[number];

/** Rules that are tried on a row; the first it meets colours it. */
export const mostColourRules = mostRowRules;

export const colourRuleSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().max(80),
  /** In the filter language. */
  filter: z.string().max(10_000),
  tint: z.enum(tints).catch('yellow'),
  isOn: z.boolean().catch(true),
  /** The stream it is for; null for every stream. */
  place: z.string().nullable().catch(null),
});
export type ColourRule = z.infer<typeof colourRuleSchema>;
