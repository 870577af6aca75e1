/** The library's complaints in words for people who filter messages. */
import type { ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { fieldNames } from './filter-fields.ts';
import { filterErrorAt, type FilterError } from './filter-error.ts';
import { libraryMatches, linearMatches } from './filter-language.ts';

export function explainError(text: string, error: ParseError | CelTypeError | undefined): FilterError {
  const from = error?.range?.start ?? 0;
  const to = error?.range?.end ?? text.length;
  return filterErrorAt(text, from, to, wordsFor(error?.code, error?.summary ?? '', text.slice(from, to)));
}

function wordsFor(code: string | undefined, summary: string, place: string): string {
  switch (code) {
    case 'unknown_variable':
      return `There is no field "${place}". Fields are ${fieldNames.join(', ')}.`;
    case 'unexpected_token':
    case 'expected_token':
      if (summary.endsWith('EOF')) return 'The expression ends too soon.';
      return place === '' ? 'Something is missing here.' : `"${place}" cannot stand here.`;
    case 'unexpected_character':
      return place === '=' ? 'Write == to compare.' : `"${place}" cannot stand here.`;
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return 'This text has no closing quote.';
    case 'limit_exceeded':
      return 'The expression is too long or nested too deep.';
    case undefined:
      return 'This expression cannot be read.';
    default:
      return `${plainTypes(summary)}.`;
  }
}

function plainTypes(summary: string): string {
  return summary
    .replaceAll('google.protobuf.Timestamp', 'timestamp')
    .replaceAll('google.protobuf.Duration', 'duration')
    .replaceAll(linearMatches, libraryMatches)
    .replace(/^no such overload: /, 'These do not go together: ')
    .replace(/^found no matching overload for /, 'There is no such function: ');
}
