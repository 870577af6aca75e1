/** What is wrong with a filter's text, and where. */

export interface FilterError {
  /** For people; one sentence. */
  readonly message: string;
  /** In UTF-16 code units of the text, `to` exclusive and never before `from`. */
  readonly from: number;
  readonly to: number;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export function filterErrorAt(text: string, from: number, to: number, message: string): FilterError {
  const start = Math.min(Math.max(from, 0), text.length);
  const before = text.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    message,
    from: start,
    to: Math.min(Math.max(to, start), text.length),
    line: before.split('\n').length,
    column: start - lineStart + 1,
  };
}
