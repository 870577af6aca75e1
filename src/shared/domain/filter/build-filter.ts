/** Filters made from what a person clicked: "only this value", "without this value", "this span of time". */
import { conjunctsOf, isTopLevelChoice } from './conjuncts.ts';
import { literalText, optionalPathText, pathText } from './field-text.ts';
import { tokensOf } from './filter-tokens.ts';
import type { FieldPath, Literal } from './syntax-tree.ts';

/** Undefined when the value cannot be written in a filter, e.g. text with half a surrogate pair. */
export function filterForEquals(path: FieldPath, value: Literal): string | undefined {
  const literal = literalText(value);
  return literal === undefined ? undefined : `${pathText(path)} == ${literal}`;
}

/** Keeps the rows that have another value, and those that have none at all. */
export function filterExcluding(path: FieldPath, value: Literal): string | undefined {
  const literal = literalText(value);
  if (literal === undefined) return undefined;
  if (path.steps.length === 0) return `${pathText(path)} != ${literal}`;
  if (path.field !== 'properties') {
    // What stands for "absent" must differ from the value that is to go.
    const absent = value === null ? 'false' : 'null';
    return `${optionalPathText(path)}.orValue(${absent}) != ${literal}`;
  }
  const name = path.steps[0];
  const quoted = typeof name === 'string' ? literalText(name) : undefined;
  return quoted && `!(${quoted} in properties && ${pathText(path)} == ${literal})`;
}

/** Epoch milliseconds, `to` exclusive. */
export function filterForSpan(
  field: 'publishTime' | 'eventTime' | 'receivedAt',
  from: number,
  to: number,
): string {
  return `${field} >= ${timeText(from)} && ${field} < ${timeText(to)}`;
}

/** Both must hold. What is already demanded is not demanded twice. */
export function combineFilters(existing: string, addition: string): string {
  if (existing.trim() === '') return addition.trim();
  if (addition.trim() === '') return existing.trim();
  const parts = conjunctsOf(existing, tokensOf(existing)).map(({ from, to }) =>
    existing.slice(from, to).trim(),
  );
  if (parts.includes(addition.trim())) return existing.trim();
  return `${asConjunct(existing)} && ${asConjunct(addition)}`;
}

function asConjunct(text: string): string {
  const tokens = tokensOf(text);
  // A comment would swallow whatever is put behind it.
  const closed = tokens.at(-1)?.kind === 'comment' ? `${text.trim()}\n` : text.trim();
  return isTopLevelChoice(text, tokens) ? `(${closed})` : closed;
}

function timeText(at: number): string {
  return `timestamp("${new Date(at).toISOString()}")`;
}
