import type { SearchQuestion } from '../../state/search-hits.svelte.ts';
import { parseSearchQuery, type SearchQuery } from '../../../shared/domain/search-query.ts';

export interface MarkedPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** What to mark in the hits of a search, in lower case: its words, or the substring itself. */
export function markTexts({ mode, text }: SearchQuestion): readonly string[] {
  if (mode === 'substring') return [text.toLowerCase()];
  const parsing = parseSearchQuery(text);
  return parsing.ok ? wordsIn(parsing.query).map((word) => word.toLowerCase()) : [];
}

/** The text cut at every place where one of the marks stands, in any case. */
export function markedPieces(text: string, marks: readonly string[]): readonly MarkedPiece[] {
  const pattern = marks
    .filter((mark) => mark !== '')
    .map((mark) => mark.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  if (pattern === '') return [{ text, isMatch: false }];
  // Splitting at a group keeps what it matched, at every odd place.
  return text
    .split(new RegExp(`(${pattern})`, 'giu'))
    .map((piece, at) => ({ text: piece, isMatch: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** A text at its first match: both sides of the place, so that whoever shows it can keep that place in sight. */
export interface Excerpt {
  /** Empty where nothing matches. */
  readonly before: string;
  /** From the match on; the whole text where nothing matches. */
  readonly from: string;
}

/** More letters before a match than any column shows are not laid out. */
const lettersBefore = 120;

export function excerptOf(text: string, marks: readonly string[]): Excerpt {
  const [first, second] = markedPieces(text, marks);
  const lead = second?.isMatch === true && first?.isMatch === false ? first.text.length : 0;
  const begin = Math.max(0, lead - lettersBefore);
  return { before: `${begin === 0 ? '' : '…'}${text.slice(begin, lead)}`, from: text.slice(lead) };
}

/**
 * Where a hit matches when its excerpt does not show it: in the key, or further on in a payload that is only begun.
 * Undefined where the excerpt shows it, or where that is not known.
 */
export function matchOutOfSight(
  { preview, isPreviewCut, key }: { preview: string; isPreviewCut: boolean; key: string | null },
  marks: readonly string[],
): 'in the key' | 'further on' | undefined {
  const words = marks.flatMap((mark) => folded(mark).split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== '');
  const shows = (text: string): boolean => words.some((word) => folded(text).includes(word));
  if (words.length === 0 || shows(preview)) return undefined;
  if (key !== null && shows(key)) return 'in the key';
  return isPreviewCut ? 'further on' : undefined;
}

/** As the index compares: without accents, in lower case. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function wordsIn(query: SearchQuery): readonly string[] {
  switch (query.kind) {
    case 'term':
      return [query.text];
    case 'and':
      return query.all.flatMap(wordsIn);
    case 'or':
      return query.any.flatMap(wordsIn);
  }
}
