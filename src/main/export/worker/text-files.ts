/** What a file to import is, told by its content alone, and the messages of one made of lines. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { ExportFormat } from '../../../shared/contract/schemas/transfer.ts';
import { csvRecords } from './csv-records.ts';
import { fileLines } from './file-lines.ts';
import { createCsvReader, type CsvReader } from './read-csv.ts';
import { readJsonlLine } from './read-jsonl.ts';
import { streamOfFile, type Reading } from './read-message.ts';

const glanceBytes = 512;

export interface TextEntry {
  readonly line: number;
  /** Bytes it takes in the file. */
  readonly size: number;
  /** Undefined where nothing was to be read: a blank line, a header. */
  readonly reading: Reading | undefined;
}

export interface TextFile {
  readonly entries: Iterable<TextEntry>;
  /** What is to be said of the file when all of it was read. */
  readonly remark: () => string | undefined;
}

export function sniffFormat(path: string): ExportFormat {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(glanceBytes);
    const text = head.toString('latin1', 0, readSync(file, head, 0, head.length, 0));
    if (text.startsWith('SQLite format 3\0')) return 'capture';
    // No CSV has such a first column; a byte order mark reads as three letters here.
    return /^(?:ï»¿)?\s*(?:\{|$)/.test(text) ? 'jsonl' : 'csv';
  } finally {
    closeSync(file);
  }
}

export const jsonlFile = (path: string): TextFile => ({
  entries: jsonlEntries(path),
  remark: () => undefined,
});

function* jsonlEntries(path: string): Generator<TextEntry> {
  let line = 0;
  for (const { bytes, size } of fileLines(path)) {
    line += 1;
    if (bytes === undefined) yield { line, size, reading: { why: 'it is longer than 64 MiB' } };
    else {
      const isBlank = bytes.toString('latin1').trim() === '';
      yield { line, size, reading: isBlank ? undefined : readJsonlLine(bytes) };
    }
  }
}

export function csvFile(path: string): TextFile {
  let reader: CsvReader | undefined;
  let place = 0;
  function* entries(): Generator<TextEntry> {
    for (const record of csvRecords(fileLines(path))) {
      const { line, size, cells } = record;
      const [first] = cells;
      const isBlank = cells.length === 1 && first?.text === '' && !first.isQuoted;
      if (reader === undefined) reader = createCsvReader(record, streamOfFile(path));
      else if (!isBlank) place += 1;
      yield { line, size, reading: place === 0 || isBlank ? undefined : reader.read(record, place) };
    }
  }
  return {
    entries: entries(),
    remark: () => {
      const others = reader?.otherColumns ?? [];
      return others.length === 0 ? undefined : `Columns not taken over: ${others.join(', ')}.`;
    },
  };
}
