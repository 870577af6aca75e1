import type { RowField, RowWants } from '../../shared/contract/schemas/row-extras.ts';
import type { ColourRule } from './colour-rule.ts';

/** What a table wants to know of each row beyond its summary. */
export interface RowWishes {
  /** By the id of the column each stands in. */
  readonly fields: readonly { readonly id: string; readonly field: RowField }[];
  readonly rules: readonly ColourRule[];
}

export const noWishes: RowWishes = { fields: [], rules: [] };

/** As main is asked; nothing of what is not wanted. */
export function wantsOf({ fields, rules }: RowWishes): { fields?: RowField[]; rules?: string[] } & RowWants {
  return {
    ...(fields.length === 0 ? {} : { fields: fields.map(({ field }) => field) }),
    ...(rules.length === 0 ? {} : { rules: rules.map(({ filter }) => filter) }),
  };
}
