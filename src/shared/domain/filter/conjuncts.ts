/** A filter's text cut at the `&&` that stand outside of everything else. Each part alone must hold. */
import type { FilterToken } from './filter-tokens.ts';

export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** The whole text as one part when it is no plain chain of `&&`. */
export function conjunctsOf(text: string, tokens: readonly FilterToken[]): TextSpan[] {
  if (isTopLevelChoice(text, tokens)) return [{ from: 0, to: text.length }];
  const cuts = outerOperators(text, tokens).filter(({ from, to }) => text.slice(from, to) === '&&');
  const starts = [0, ...cuts.map(({ to }) => to)];
  const ends = [...cuts.map(({ from }) => from), text.length];
  return starts.map((from, index) => ({ from, to: ends[index] ?? text.length }));
}

/** Whether `||` or `? :` binds the text as a whole: then it needs brackets beside an `&&`. */
export function isTopLevelChoice(text: string, tokens: readonly FilterToken[]): boolean {
  return outerOperators(text, tokens).some(({ from, to }) => {
    const word = text.slice(from, to);
    // An optional field's question mark stands behind a dot.
    return word === '||' || (word === '?' && text[from - 1] !== '.');
  });
}

/** Operators outside of all brackets. */
function outerOperators(text: string, tokens: readonly FilterToken[]): FilterToken[] {
  let depth = 0;
  return tokens.filter(({ kind, from }) => {
    const first = text[from] ?? '';
    if (kind === 'punctuation' && '([{'.includes(first)) depth += 1;
    if (kind === 'punctuation' && ')]}'.includes(first)) depth -= 1;
    return kind === 'operator' && depth === 0;
  });
}
