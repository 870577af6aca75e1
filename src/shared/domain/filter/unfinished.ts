import type { FilterError } from './filter-error.ts';
import { tokensOf, type FilterToken } from './filter-tokens.ts';

const isNaming = ({ kind }: FilterToken): boolean =>
  kind === 'name' || kind === 'field' || kind === 'member' || kind === 'constant';

/**
 * Whether a mistake may be one only because somebody is still typing: the cursor stands behind a name, a path or a text
 * that may go on, or behind all there is of an expression that ends too soon. A mistake anywhere else stays one.
 */
export function isUnfinished(text: string, cursor: number, problem: FilterError): boolean {
  const tokens = tokensOf(text);
  const at = tokens.findIndex(({ from, to }) => from < cursor && cursor <= to);
  const token = tokens[at];
  const isAtEnd = cursor >= text.trimEnd().length;
  if (token === undefined || token.to !== cursor) return isAtEnd && endsTooSoon(text, problem);
  if (token.kind === 'string' && !token.isClosed) return touches(problem, token.from, cursor);
  const isDot = text.slice(token.from, token.to) === '.';
  // What stands behind a dot is told to be wrong, not the dot.
  if (isDot && problem.from >= cursor) return true;
  if (isNaming(token) || isDot) return touches(problem, startOfPath(text, tokens, at), cursor);
  return isAtEnd && endsTooSoon(text, problem);
}

/** Something is missing behind all there is. */
function endsTooSoon(text: string, { from }: FilterError): boolean {
  return from >= text.trimEnd().length;
}

/** No part of it lies outside. */
function touches({ from, to }: FilterError, start: number, cursor: number): boolean {
  return from >= start && to <= cursor;
}

/** Of `value.order.total` the start of `value`. */
function startOfPath(text: string, tokens: readonly FilterToken[], at: number): number {
  let first = at;
  while (first > 0) {
    const token = tokens[first];
    const before = tokens[first - 1];
    if (token === undefined || before === undefined || before.to !== token.from) break;
    const isJoint = [token, before].some(({ from, to }) => text.slice(from, to) === '.');
    if (!isJoint) break;
    first -= 1;
  }
  return tokens[first]?.from ?? 0;
}
