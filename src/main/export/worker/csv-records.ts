/**
 * The records of a CSV (RFC 4180) of any size, one at a time. Line feeds alone end a record too, and commas may be
 * semicolons or tabs: what spreadsheets write. A record that breaks the rules is told with its line, and the next line
 * begins a new one.
 */
import { isUtf8 } from 'node:buffer';
import { longestLine, type FileLine } from './file-lines.ts';

export interface CsvCell {
  readonly text: string;
  /** `""` is an empty text, nothing at all is no value. */
  readonly isQuoted: boolean;
}

export interface CsvRecord {
  /** The line it begins in, from 1. */
  readonly line: number;
  /** Bytes it takes in the file. */
  readonly size: number;
  readonly cells: readonly CsvCell[];
  /** Why it cannot be read. */
  readonly trouble: string | undefined;
}

const delimiters = [',', ';', '\t'] as const;
const tooLong = 'it is longer than 64 MiB; a quote that closes a cell may be missing';

export function* csvRecords(lines: Iterable<FileLine>): Generator<CsvRecord> {
  let delimiter: string | undefined;
  let lineNumber = 0;
  let record = newRecord(1);
  let recordSize = 0;
  const end = (): CsvRecord => {
    const ended = record.end(recordSize);
    record = newRecord(lineNumber + 1);
    recordSize = 0;
    return ended;
  };

  for (const { bytes, size } of lines) {
    lineNumber += 1;
    recordSize += size;
    if (bytes === undefined || recordSize > longestLine) record.refuse(tooLong);
    if (bytes === undefined) {
      yield end();
      continue;
    }
    const isText = isUtf8(bytes);
    if (!isText) record.refuse('it is not UTF-8');
    const text = bytes.toString(isText ? 'utf8' : 'latin1');
    const line = lineNumber === 1 ? text.replace(/^\uFEFF/, '') : text;
    delimiter ??= delimiterOf(line);
    if (record.takeLine(line, delimiter)) yield end();
  }
  if (recordSize === 0) return;
  record.refuse('a quote opens a cell in it and none closes it');
  yield end();
}

/** A header holds names, so the sign that stands there most often is the one between them. */
function delimiterOf(header: string): string {
  const count = (sign: string): number => header.split(sign).length;
  return delimiters.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

interface OpenRecord {
  /** True when the record ends with this line; false when a quoted cell goes on in the next. */
  readonly takeLine: (line: string, delimiter: string) => boolean;
  readonly refuse: (trouble: string) => void;
  readonly end: (size: number) => CsvRecord;
}

function newRecord(line: number): OpenRecord {
  const cells: CsvCell[] = [];
  let trouble: string | undefined;
  /** What a quoted cell holds so far, while it is open. */
  let open: string[] | undefined;

  const refuse = (why: string): void => {
    trouble ??= why;
    cells.length = 0;
  };
  const keep = (parts: string[], text: string): void => {
    // A refused record is only read on to find its end.
    if (trouble === undefined) parts.push(text);
  };

  const takeLine = (text: string, delimiter: string): boolean => {
    let at = 0;
    for (;;) {
      if (open === undefined && text.startsWith('"', at)) {
        open = [];
        at += 1;
      }
      if (open !== undefined) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          keep(open, `${text.slice(at)}\n`);
          return false;
        }
        const isDoubled = text.startsWith('"', quote + 1);
        keep(open, text.slice(at, isDoubled ? quote + 1 : quote));
        at = isDoubled ? quote + 2 : quote + 1;
        if (isDoubled) continue;
        if (trouble === undefined) cells.push({ text: open.join(''), isQuoted: true });
        open = undefined;
        if (at === text.length || (at === text.length - 1 && text.endsWith('\r'))) return true;
        if (!text.startsWith(delimiter, at)) {
          refuse('text stands behind the quote that closes a cell');
          return true;
        }
        at += 1;
        continue;
      }
      const next = text.indexOf(delimiter, at);
      const cell = next < 0 ? text.slice(at).replace(/\r$/, '') : text.slice(at, next);
      if (cell.includes('"')) {
        refuse('a quote stands inside a cell that does not begin with one');
        return true;
      }
      if (trouble === undefined) cells.push({ text: cell, isQuoted: false });
      if (next < 0) return true;
      at = next + 1;
    }
  };

  return { takeLine, refuse, end: (size) => ({ line, size, cells, trouble }) };
}
