import type { SearchHit } from '../../../shared/contract/schemas/search.ts';
import { markPattern } from '../../../shared/domain/search-marks.ts';

export interface MarkedPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The text cut at every place where one of the marks stands, in any case. */
export function markedPieces(text: string, marks: readonly string[]): readonly MarkedPiece[] {
  const pattern = markPattern(marks);
  if (pattern === undefined) return [{ text, isMatch: false }];
  // Splitting at a group keeps what it matched, at every odd place.
  return text
    .split(pattern)
    .map((piece, at) => ({ text: piece, isMatch: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** A text at its first match: both sides of the place, so that whoever shows it can keep that place in sight. */
export interface Excerpt {
  /** Empty where nothing matches. */
  readonly before: string;
  /** From the white space before the match on; the whole text where nothing matches. */
  readonly from: string;
}

/** What is shown of a hit's payload: the part that was searched, else its beginning. */
export function shownText({ preview, isPreviewCut, excerpt }: ShownHit): { text: string; isCut: boolean } {
  return excerpt ?? { text: preview, isCut: isPreviewCut };
}

export type ShownHit = Pick<SearchHit, 'preview' | 'isPreviewCut' | 'key' | 'excerpt'>;

/** More letters before a match than any column shows are not laid out. */
const lettersBefore = 120;

/** @param isInside the text is no beginning: something stands before it */
export function excerptOf(text: string, marks: readonly string[], isInside = false): Excerpt {
  const [first, second] = markedPieces(text, marks);
  // White space at the end belongs to what follows: a text written from the right would put it at the other side.
  const lead = second?.isMatch === true && first?.isMatch === false ? first.text.trimEnd().length : 0;
  const begin = Math.max(0, lead - lettersBefore);
  return {
    before: `${begin === 0 && !isInside ? '' : '…'}${text.slice(begin, lead)}`,
    from: text.slice(lead),
  };
}

/**
 * Where a hit matches when its excerpt does not show it: in the key, or further on in a payload that is only begun.
 * Undefined where the excerpt shows it, or where that is not known.
 */
export function matchOutOfSight(
  hit: ShownHit,
  marks: readonly string[],
): 'in the key' | 'further on' | undefined {
  const words = marks.flatMap((mark) => folded(mark).split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== '');
  const shows = (text: string): boolean => words.some((word) => folded(text).includes(word));
  if (words.length === 0 || shows(shownText(hit).text)) return undefined;
  if (hit.key !== null && shows(hit.key)) return 'in the key';
  return hit.isPreviewCut ? 'further on' : undefined;
}

/** As the index compares: without accents, in lower case. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
