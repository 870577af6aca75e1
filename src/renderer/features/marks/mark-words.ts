/**
 * What features/marks owns: signs and comments that a person puts on messages, and the ways to them. This file: how
 * they are named.
 */
import type { Mark } from '../../../shared/contract/schemas/mark.ts';
import type { MarkColour } from '../../../shared/domain/mark.ts';

const names: Readonly<Record<MarkColour, string>> = {
  amber: 'Amber circle',
  red: 'Red triangle',
  green: 'Green square',
  blue: 'Blue diamond',
  violet: 'Violet cross',
};

export const markName = (colour: MarkColour): string => names[colour];

/** `marked, red triangle: why twice?`, for a tooltip or a screen reader. */
export function describeMark({ colour, comment }: Pick<Mark, 'colour' | 'comment'>): string {
  const sign = `marked, ${names[colour].toLowerCase()}`;
  return comment === '' ? sign : `${sign}: ${comment}`;
}

export const readOnlyWords =
  'A capture is read-only: import it into the history to put marks and comments on its messages.';
