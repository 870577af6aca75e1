import type { Mark } from '../../../shared/contract/schemas/mark.ts';
import type { Option } from '../../ui/controls/option.ts';
import { formatInteger } from '../../lib/format-number.ts';
import { markName } from '../marks/mark-words.ts';

/** More than a list to choose from is good for; those nearest to the message are in it. */
export const maxMarksOffered = 100;

/** Marked messages that one can be compared with, the nearest first; those not stored any more are left out. */
export function marksToCompare(list: readonly Mark[], seq: number): readonly Mark[] {
  const stored = list.filter((mark) => mark.isStored && mark.seq !== seq);
  const distance = (mark: Mark): number => Math.abs(mark.seq - seq);
  return stored.toSorted((left, right) => distance(left) - distance(right)).slice(0, maxMarksOffered);
}

/** The one compared with while none was chosen: the nearest before the message, else the nearest after it. */
export function usualMark(offered: readonly Mark[], seq: number): Mark | undefined {
  return offered.find((mark) => mark.seq < seq) ?? offered[0];
}

export function markOption({ seq, colour, comment, key }: Mark): Option {
  const words = comment === '' ? markName(colour) : (comment.split('\n')[0] ?? '');
  return {
    value: String(seq),
    label: `${formatInteger(seq)} · ${words}`,
    hint: key === null ? undefined : `key ${key}`,
  };
}
