/** What to point out in the hits of a search: its words, or the substring itself. */
import { parseSearchQuery, type SearchQuery } from './search-query.ts';

/** In lower case, for they stand for any case. */
export function markTexts({ mode, text }: { mode: 'words' | 'substring'; text: string }): readonly string[] {
  if (mode === 'substring') return [text.toLowerCase()];
  const parsing = parseSearchQuery(text);
  return parsing.ok ? wordsIn(parsing.query).map((word) => word.toLowerCase()) : [];
}

/** Finds every one of them in any case; undefined when there is nothing to find. Its one group is the match. */
export function markPattern(marks: readonly string[]): RegExp | undefined {
  const pattern = marks
    .filter((mark) => mark !== '')
    .map((mark) => mark.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  return pattern === '' ? undefined : new RegExp(`(${pattern})`, 'giu');
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
