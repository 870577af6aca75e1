/** A parsed search in FTS5's own language, every word quoted: nothing a person types is read as syntax. */
import type { SearchQuery } from '../../../shared/domain/search-query.ts';

export function matchTextOf(query: SearchQuery): string {
  switch (query.kind) {
    case 'term': {
      const field = query.field === null ? '' : `${query.field} : `;
      return `${field}"${query.text.replaceAll('"', '""')}"${query.isPrefix ? ' *' : ''}`;
    }
    case 'or':
      return `(${query.any.map(matchTextOf).join(' OR ')})`;
    case 'and': {
      const wanted = `(${query.all.map(matchTextOf).join(' AND ')})`;
      // A difference takes one right side: whatever must not be there, any of it.
      return query.none.length === 0
        ? wanted
        : `(${wanted} NOT (${query.none.map(matchTextOf).join(' OR ')}))`;
    }
  }
}
