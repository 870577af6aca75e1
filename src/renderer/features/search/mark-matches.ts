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

/** Letters kept before the first match, so that it is seen in its surroundings. */
const lettersBefore = 24;

/** The text from shortly before its first match on, when that would else lie out of sight. */
export function excerptOf(text: string, marks: readonly string[]): string {
  const [first, second] = markedPieces(text, marks);
  const lead = second?.isMatch === true && first?.isMatch === false ? first.text.length : 0;
  return lead <= lettersBefore * 2 ? text : `…${text.slice(lead - lettersBefore)}`;
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
