/**
 * What text-view owns: reading a text of any size, with lines of any length.
 * This file: a text cut into rows of at most so many characters, without copying it.
 */

/** Rows of a text: where each begins, and which of them begin a line. */
export interface TextRows {
  readonly count: number;
  readonly lineCount: number;
  /** The row's text, without its line end. */
  text(row: number): string;
  /** From 1; undefined for the continuation of a line. */
  lineNumber(row: number): number | undefined;
  /** The row that holds an offset of the text. */
  rowAt(offset: number): number;
}

const countRows = (text: string, columns: number): number => {
  let rows = 0;
  for (let start = 0; start <= text.length;) {
    const end = endOfLine(text, start);
    rows += Math.max(1, Math.ceil((end - start) / Math.max(1, columns - 1)));
    start = end + 1;
  }
  return rows;
};

const endOfLine = (text: string, start: number): number => {
  const found = text.indexOf('\n', start);
  return found < 0 ? text.length : found;
};

/** Never between the halves of a surrogate pair, nor so that a row would be empty. */
const breakAt = (text: string, start: number, columns: number, end: number): number => {
  const at = Math.min(end, start + columns);
  if (at >= end) return end;
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff && at - 1 > start ? at - 1 : at;
};

/** Lines end at LF; a CR before it is shown as part of the row, for it is part of the text. */
export const cutIntoRows = (text: string, columns: number): TextRows => {
  const width = Math.max(2, columns);
  const starts = new Uint32Array(countRows(text, width));
  const lines = new Uint32Array(starts.length);
  let row = 0;
  let line = 0;
  for (let lineStart = 0; lineStart <= text.length;) {
    const lineEnd = endOfLine(text, lineStart);
    line += 1;
    for (let at = lineStart; ;) {
      starts[row] = at;
      lines[row] = line;
      row += 1;
      at = breakAt(text, at, width, lineEnd);
      if (at >= lineEnd) break;
    }
    lineStart = lineEnd + 1;
  }
  const count = row;
  const lineCount = line;
  const endOf = (at: number): number => {
    if (at + 1 >= count) return text.length;
    const next = starts[at + 1] ?? text.length;
    return lines[at + 1] === lines[at] ? next : next - 1;
  };
  return {
    count,
    lineCount,
    text: (at) => text.slice(starts[at] ?? 0, endOf(at)),
    lineNumber: (at) => (at === 0 || lines[at] !== lines[at - 1] ? lines[at] : undefined),
    rowAt: (offset) => {
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
};

/** Texts above this are shown in plain rows; below it in an editor with colours, search and free selection. */
export const MAX_EDITOR_CHARACTERS = 1024 * 1024;
/** Nor may a line be longer than this for the editor: layout of one line is not virtual there. */
export const MAX_EDITOR_LINE = 20_000;

export const fitsEditor = (text: string): boolean => {
  if (text.length > MAX_EDITOR_CHARACTERS) return false;
  for (let start = 0; start <= text.length;) {
    const end = endOfLine(text, start);
    if (end - start > MAX_EDITOR_LINE) return false;
    start = end + 1;
  }
  return true;
};
